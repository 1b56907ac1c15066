package dev.litevps.api.eventstore;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import dev.litevps.api.secrets.PersonalTexts;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.account.Personal;
import java.util.Optional;

/** Writes one {@link Personal} member of an object. */
final class EncryptedMember extends BeanPropertyWriter {

    private final BeanPropertyWriter owner;
    private final transient PersonalTexts texts;
    private final transient ObjectMapper plain;

    /** @param owner gives the id of the account */
    EncryptedMember(BeanPropertyWriter member, BeanPropertyWriter owner, PersonalTexts texts, ObjectMapper plain) {
        super(member);
        this.owner = owner;
        this.texts = texts;
        this.plain = plain;
    }

    @Override
    public void serializeAsField(Object bean, JsonGenerator json, SerializerProvider provider) throws Exception {
        Object value = get(bean);
        json.writeFieldName(getName());
        if (value == null) {
            json.writeNull();
        } else if (owner.get(bean) instanceof AccountId account) {
            Optional<EncryptedText> encrypted = texts.encrypt(account, plain.writeValueAsString(value));
            if (encrypted.isPresent()) {
                json.writeStartObject();
                json.writeStringField(Personal.ENCRYPTED, encrypted.get().ciphertext());
                json.writeEndObject();
            } else {
                json.writeTree(ErasedForm.of(getType()));
            }
        } else {
            throw JsonMappingException.from(json, "Whose the member " + getName() + " is, is not known");
        }
    }
}
