package dev.litevps.api.secrets;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.account.Personal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads, in the stored JSON of an event, what is {@link Personal}. */
@Component
public class PersonalMembers {

    private static final Logger LOG = LoggerFactory.getLogger(PersonalMembers.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final PersonalTexts texts;

    PersonalMembers(PersonalTexts texts) {
        this.texts = texts;
    }

    /** Whether this is what is stored in place of something personal. */
    public static boolean isEncrypted(JsonNode member) {
        return member.size() == 1 && member.path(Personal.ENCRYPTED).isString();
    }

    /**
     * The payload with its personal members as they were said; each is {@link Personal#ERASED} if the account's key is destroyed, and
     * as it is stored if it was altered, which is for those to see who look into that. Blocks on the first use of a key.
     */
    public JsonNode readable(AccountId accountId, JsonNode payload) {
        if (payload.valueStream().noneMatch(PersonalMembers::isEncrypted) || !(payload instanceof ObjectNode object)) {
            return payload;
        }
        ObjectNode readable = object.deepCopy();
        object.properties().stream()
                .filter(member -> isEncrypted(member.getValue()))
                .forEach(member -> readable.set(member.getKey(), decrypted(accountId, member.getValue())));
        return readable;
    }

    private JsonNode decrypted(AccountId accountId, JsonNode member) {
        EncryptedText text = new EncryptedText(member.path(Personal.ENCRYPTED).asString());
        try {
            return texts.decrypt(accountId, text).map(JSON::readTree).orElseGet(() -> JSON.getNodeFactory()
                    .stringNode(Personal.ERASED));
        } catch (RuntimeException altered) {
            LOG.warn("What an event of account {} says cannot be decrypted: {}", accountId, altered.toString());
            return member;
        }
    }
}
