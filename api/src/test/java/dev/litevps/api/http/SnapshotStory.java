package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** What an owner does with snapshots of a VPS that runs, told once for every kind of guest. */
public final class SnapshotStory {

    private final Client client;
    private final String vps;
    private final Duration patience;

    /** @param patience how long such a guest may take to boot or to shut down */
    public SnapshotStory(Client client, String vps, Duration patience) {
        this.client = client;
        this.vps = vps;
        this.patience = patience;
    }

    /** Of a VPS that runs; it runs again in the end, with the file that there was and without the one that came later. */
    public void restoreKeepsAndLosesTheRightFile() {
        run("echo a > /root/a && sync");
        take("story");
        run("rm /root/a; echo b > /root/b && sync");

        stop();
        assertThat(client.post(path("/story/restore")).status()).isEqualTo(202);
        awaitState("story", "ready");
        client.post("/api/vps/" + vps + "/start");
        client.awaitState(vps, "running", patience);

        assertThat(run("cat /root/a; ls /root/b 2>/dev/null")).isEqualTo("a\n");
        assertThat(client.delete(path("/story")).status()).isIn(202, 204);
        awaitDeleted("story");
        assertThat(run("cat /root/a")).isEqualTo("a\n");
    }

    /** Takes a snapshot and waits until it is ready. */
    public void take(String name) {
        Answer created = client.post(path(""), Map.of("name", name));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        awaitState(name, "ready");
    }

    public void stop() {
        client.post("/api/vps/" + vps + "/stop");
        client.awaitState(vps, "stopped", patience);
    }

    /** Waits until the snapshot is in this state, which may be a passing one only if nothing ends it. */
    public void awaitState(String name, String state) {
        Awaitility.await("snapshot " + name + " is " + state)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(states()).containsEntry(name, state));
    }

    /** Waits until nothing is shown of it. */
    public void awaitDeleted(String name) {
        Awaitility.await("snapshot " + name + " is deleted")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !states().containsKey(name));
    }

    /** The names of all snapshots, the newest first. */
    public List<String> names() {
        return List.copyOf(states().keySet());
    }

    private Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        client.get(path(""))
                .json()
                .forEach(snapshot -> states.put(
                        snapshot.path("name").asString(), snapshot.path("state").asString()));
        return states;
    }

    /** A path below the snapshots of the VPS. */
    public String path(String below) {
        return "/api/vps/" + vps + "/snapshots" + below;
    }

    private String run(String command) {
        Answer answer = client.post("/api/vps/" + vps + "/exec", Map.of("command", command));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text("stdout");
    }
}
