package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** What user data does in a VPS, told once for every kind of guest. */
public final class UserDataStory {

    static final String USER_DATA = """
            #cloud-config
            write_files:
              - path: /opt/story/settings
                content: |
                  colour=blue
                permissions: '0640'
            runcmd:
              - cat /opt/story/settings >> /root/done
              - [sh, -c, "echo it is done >> /root/done"]
            """;

    private final Client client;
    private final Duration patience;

    /** @param patience how long such a guest may take to boot, or to come to an end with cloud-init */
    public UserDataStory(Client client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    /** Asks for such a VPS and leaves it running. */
    public String filesAreWrittenAndCommandsRunOnTheFirstBootOnly(String plan) {
        Answer created = client.post("/api/vps", Map.of("name", "told", "plan_id", plan, "user_data", USER_DATA));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String vps = created.text("id");
        client.awaitState(vps, "running", patience);
        Awaitility.await("cloud-init is done")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> run(vps, "cat /var/lib/cloud/instance/boot-finished 2>/dev/null")
                                .length()
                        > 1);
        assertThat(run(vps, "cat /root/done; stat -c %a /opt/story/settings"))
                .isEqualTo("colour=blue\nit is done\n640\n");

        client.post("/api/vps/" + vps + "/stop");
        client.awaitState(vps, "stopped", patience);
        client.post("/api/vps/" + vps + "/start");
        client.awaitState(vps, "running", patience);

        assertThat(run(vps, "cat /root/done; hostname")).isEqualTo("colour=blue\nit is done\ntold\n");
        return vps;
    }

    private String run(String vps, String command) {
        Answer answer = client.post("/api/vps/" + vps + "/exec", Map.of("command", command));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text("stdout");
    }
}
