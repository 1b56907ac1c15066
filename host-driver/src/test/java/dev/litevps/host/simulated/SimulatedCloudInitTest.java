package dev.litevps.host.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.host.ExecRequest;
import dev.litevps.host.GuestAccess;
import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.SshEndpoint;
import dev.litevps.host.UserData;
import dev.litevps.host.guest.GuestKeys;
import dev.litevps.host.guest.SshGuest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedCloudInitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final GuestKeys keys = new GuestKeys(new byte[GuestKeys.SECRET_BYTES]);
    private final MachineId id = new MachineId(UUID.randomUUID());
    private final SshEndpoint ssh = new Endpoints().next();
    private final SimulatedHypervisor hypervisor = new SimulatedHypervisor(SimulatedSettings.inMemory());
    private final SshGuest guest = new SshGuest(keys);

    @AfterEach
    void close() {
        guest.close();
        hypervisor.close();
    }

    private void boot(String userData) {
        hypervisor.create(new MachineSpec(
                id,
                "web-1",
                1,
                512,
                10,
                ssh,
                List.of(keys.platformPublicKey()),
                keys.hostKey(id),
                new UserData(userData)));
        Awaitility.await("cloud-init is done")
                .atMost(PATIENCE)
                .until(() -> exec("test -s /var/lib/cloud/instance/boot-finished && echo done")
                        .equals("done\n"));
    }

    private String exec(String command) {
        GuestAccess access = new GuestAccess(id, ssh, keys.hostKey(id).publicKey());
        return guest.exec(access, new ExecRequest(command, PATIENCE, 100_000)).stdout();
    }

    private String log() {
        return exec("cat /var/log/cloud-init-output.log");
    }

    @Test
    void aScriptIsRunAsRootAndItsOutputIsKept() {
        boot("#!/bin/sh\necho to the log\necho to the errors >&2\nid -un > /root/who\n");

        assertThat(exec("cat /root/who")).isEqualTo("root\n");
        assertThat(log()).isEqualTo("to the log\nto the errors\n");
    }

    @Test
    void aScriptIsRunOnTheFirstBootOnly() {
        boot("#!/bin/bash\necho once >> /root/boots\n");

        hypervisor.restart(id, Duration.ofSeconds(1));
        guest.forget(id);

        assertThat(exec("cat /root/boots")).isEqualTo("once\n");
    }

    @Test
    void filesAreWrittenAndCommandsRunInTheirOrder() {
        boot("""
                #cloud-config
                write_files:
                  - path: /opt/app/settings
                    content: |
                      colour=blue
                    permissions: '0600'
                  - path: /opt/app/settings
                    content: "size=small\\n"
                    append: true
                  - path: /root/decoded
                    encoding: b64
                    content: aGVsbG8=
                runcmd:
                  - echo "$(cat /opt/app/settings)" > /root/seen
                  - [sh, -c, 'echo "it''s done" >> /root/seen']
                """);

        assertThat(exec("cat /root/seen")).isEqualTo("colour=blue\nsize=small\nit's done\n");
        assertThat(exec("cat /root/decoded; stat -c %a /opt/app/settings /root/decoded"))
                .isEqualTo("hello644\n644\n");
    }

    @Test
    void whatIsNotDoneIsNoted() {
        boot("""
                #cloud-config
                packages: [nginx]
                write_files:
                  - path: relative
                  - path: /root/zipped
                    encoding: gz
                runcmd:
                  - echo still done
                  - 7: 8
                """);

        assertThat(log())
                .contains(
                        "packages is not known here",
                        "no absolute path",
                        "/root/zipped is not written",
                        "neither a text")
                .endsWith("still done\n");
    }

    @Test
    void whatCannotBeReadIsNotedAndTheGuestBoots() {
        boot("#cloud-config\nruncmd: [");

        assertThat(log()).contains("no YAML");
    }

    @Test
    void whatContainsItselfIsNotDoneAndTheGuestBoots() {
        boot("""
                #cloud-config
                write_files:
                  - path: "/root/a\\0b"
                  - &itself {path: /root/itself, content: [*itself]}
                runcmd:
                  - &one [&other [*one]]
                  - echo still done
                """);

        assertThat(log())
                .contains("could not be written", "/root/itself is not written", "a word that is no text")
                .endsWith("still done\n");
    }

    @Test
    void severalPartsAreNotKnown() {
        boot("Content-Type: multipart/mixed; boundary=x\n\n--x--\n");

        assertThat(log()).contains("several parts");
    }
}
