package dev.litevps.api.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** What somebody of support asks for when a view is to be made anew. */
record Rebuilds(Client support) {

    static final String PATH = "/api/support/rebuilds";
    static final Map<String, String> BECAUSE = Map.of("reason", "to see");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** The path of the rebuild that was begun. */
    String begin(String view, boolean swap) {
        Answer asked = support.post(PATH, Map.of("view", view, "swap", swap, "reason", "the page looks wrong"));
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        return asked.header("Location");
    }

    Answer await(String rebuild, String state) {
        return Awaitility.await(rebuild + " is " + state)
                .atMost(PATIENCE)
                .until(
                        () -> {
                            Answer now = support.get(rebuild);
                            if (!state.equals("failed")) {
                                assertThat(now.text("state")).as(now.text()).isNotEqualTo("failed");
                            }
                            return now;
                        },
                        now -> now.text("state").equals(state));
    }

    /** Such as {@code pause}. */
    void order(String rebuild, String order) {
        Answer answer = support.post(rebuild + "/" + order, BECAUSE);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }

    /** What a drift check of the whole view says. */
    Answer check(String view) {
        Answer check = support.post("/api/support/drift-checks", Map.of("view", view, "reason", "to see"));
        return Awaitility.await("the view was compared")
                .atMost(PATIENCE)
                .until(
                        () -> support.get(check.header("Location")),
                        now -> !now.json().path("ended_at").isNull());
    }
}
