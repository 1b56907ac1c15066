package dev.litevps.api.eventstore;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TreeTraversingParser;
import dev.litevps.api.secrets.PersonalTexts;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.account.Personal;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Reads an object that has {@link Personal} members. */
final class DecryptedMembers extends DelegatingDeserializer {

    private final transient Map<String, JavaType> personal;
    private final transient PersonalTexts texts;
    private final transient ObjectMapper plain;

    /** @param personal the types of those members */
    DecryptedMembers(
            JsonDeserializer<?> whole, Map<String, JavaType> personal, PersonalTexts texts, ObjectMapper plain) {
        super(whole);
        this.personal = personal;
        this.texts = texts;
        this.plain = plain;
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> whole) {
        return new DecryptedMembers(whole, personal, texts, plain);
    }

    @Override
    public Object deserialize(JsonParser stored, DeserializationContext context) throws IOException {
        JsonNode tree = context.readTree(stored);
        if (tree instanceof ObjectNode object) {
            decrypt(object);
        }
        try (JsonParser readable = new TreeTraversingParser(tree, stored.getCodec())) {
            readable.nextToken();
            return super.deserialize(readable, context);
        }
    }

    private void decrypt(ObjectNode object) throws IOException {
        for (Map.Entry<String, JavaType> member : personal.entrySet()) {
            JsonNode text = object.path(member.getKey()).path(Personal.ENCRYPTED);
            if (text.isTextual()) {
                AccountId owner = AccountId.of(object.path(PersonalModule.OWNER).asText());
                Optional<String> decrypted = texts.decrypt(owner, new EncryptedText(text.textValue()));
                object.set(
                        member.getKey(),
                        decrypted.isPresent() ? plain.readTree(decrypted.get()) : ErasedForm.of(member.getValue()));
            }
        }
    }
}
