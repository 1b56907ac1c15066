package dev.litevps.api.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.account.AccountId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What auditors read of an event that says something personal. */
class PersonalMembersTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final AccountId ANN = new AccountId(new UUID(0, 1));

    private final MemoryTexts texts = new MemoryTexts();
    private final PersonalMembers members = new PersonalMembers(texts);

    private JsonNode stored(String ciphertext) {
        return JSON.createObjectNode()
                .put("vpsId", "v1")
                .set("name", JSON.createObjectNode().put("encrypted", ciphertext));
    }

    private String encrypted(AccountId account) {
        return texts.encrypt(account, "\"web\"").orElseThrow().ciphertext();
    }

    @Test
    void aNameIsReadAsItWasUntilItsAccountIsErased() {
        JsonNode event = stored(encrypted(ANN));
        assertThat(members.readable(ANN, event).toString()).isEqualTo("{\"vpsId\":\"v1\",\"name\":\"web\"}");

        texts.destroyKey(ANN);

        assertThat(members.readable(ANN, event).path("name").asString()).isEqualTo("[erased]");
    }

    @Test
    void whatWasAlteredIsShownAsItIsStored() {
        for (String altered : new String[] {"?", "", "YQ==", encrypted(new AccountId(new UUID(0, 2)))}) {
            JsonNode event = stored(altered);
            assertThat(members.readable(ANN, event)).isEqualTo(event);
        }
    }
}
