package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;

/** What an owner does with files in a VPS that runs, told step by step. */
final class FileStory {

    private static final int LARGE = 100_000_000;

    private final Client owner;
    private final String vpsId;

    FileStory(Client owner, String vpsId) {
        this.owner = owner;
        this.vpsId = vpsId;
    }

    /** A hundred megabytes arrive in the guest as they were, with the mode that was asked for, and come back as they were. */
    void aLargeFileGoesThereAndBack() throws Exception {
        byte[] content = new byte[LARGE];
        new Random(3).nextBytes(content);
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));

        Answer stored = owner.putBytes(path("/root/large") + "&mode=0640", content);

        assertThat(stored.status()).as(stored.text()).isEqualTo(201);
        assertThat(stored.text("sha256")).isEqualTo(sum);
        assertThat(exec("sha256sum /root/large")).startsWith(sum);
        assertThat(exec("stat -c '%a %U' /root/large")).isEqualTo("640 root\n");
        Download back = owner.download(path("/root/large"));
        assertThat(back.status()).isEqualTo(200);
        assertThat(back.header("X-File-Mode")).isEqualTo("0640");
        assertThat(back.content()).isEqualTo(content);
        exec("rm /root/large");
    }

    /** Devices and pipes are no files. */
    void specialsAreRefused() {
        exec("mkfifo /root/pipe");
        for (String special : new String[] {"/dev/null", "/dev/vda", "/root/pipe", "/root"}) {
            assertThat(owner.get(path(special)).text("code")).as(special).isEqualTo("not_a_regular_file");
            assertThat(owner.putBytes(path(special), new byte[1]).text("code"))
                    .as(special)
                    .isEqualTo("not_a_regular_file");
        }
    }

    private String exec(String command) {
        Answer answer = owner.post("/api/vps/" + vpsId + "/exec", Map.of("command", command));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text("stdout");
    }

    private String path(String path) {
        return "/api/vps/" + vpsId + "/files?path=" + path;
    }
}
