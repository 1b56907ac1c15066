package dev.litevps.api.eventstore;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import dev.litevps.api.secrets.PersonalTexts;
import dev.litevps.events.account.Personal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whatever has {@link Personal} members is written with them encrypted, and read with them decrypted. */
final class PersonalModule extends SimpleModule {

    /** The member that says whose key it is. */
    static final String OWNER = "accountId";

    /**
     * @param texts encrypts and decrypts
     * @param plain for what is under the encryption
     */
    PersonalModule(PersonalTexts texts, ObjectMapper plain) {
        super(PersonalModule.class.getName());
        setSerializerModifier(new Writing(texts, plain));
        setDeserializerModifier(new Reading(texts, plain));
    }

    private static IllegalStateException ownerless(BeanDescription bean) {
        return new IllegalStateException(bean.getBeanClass() + " has personal members and no " + OWNER);
    }

    private static final class Writing extends BeanSerializerModifier {

        private final transient PersonalTexts texts;
        private final ObjectMapper plain;

        private Writing(PersonalTexts texts, ObjectMapper plain) {
            this.texts = texts;
            this.plain = plain;
        }

        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config, BeanDescription bean, List<BeanPropertyWriter> members) {
            return members.stream()
                    .map(member -> member.getAnnotation(Personal.class) == null
                            ? member
                            : new EncryptedMember(member, owner(bean, members), texts, plain))
                    .collect(Collectors.toList());
        }

        private static BeanPropertyWriter owner(BeanDescription bean, List<BeanPropertyWriter> members) {
            return members.stream()
                    .filter(member -> member.getName().equals(OWNER))
                    .findFirst()
                    .orElseThrow(() -> ownerless(bean));
        }
    }

    private static final class Reading extends BeanDeserializerModifier {

        private final transient PersonalTexts texts;
        private final ObjectMapper plain;

        private Reading(PersonalTexts texts, ObjectMapper plain) {
            this.texts = texts;
            this.plain = plain;
        }

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> deserializer) {
            Map<String, JavaType> personal = new LinkedHashMap<>();
            for (BeanPropertyDefinition member : bean.findProperties()) {
                if (isPersonal(member)) {
                    personal.put(member.getName(), member.getPrimaryType());
                }
            }
            return personal.isEmpty() ? deserializer : new DecryptedMembers(deserializer, personal, texts, plain);
        }

        private static boolean isPersonal(BeanPropertyDefinition member) {
            return Stream.<AnnotatedMember>of(member.getField(), member.getGetter(), member.getConstructorParameter())
                    .anyMatch(place -> place != null && place.hasAnnotation(Personal.class));
        }
    }
}
