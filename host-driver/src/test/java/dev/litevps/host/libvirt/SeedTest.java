package dev.litevps.host.libvirt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.SshEndpoint;
import dev.litevps.host.UserData;
import dev.litevps.host.guest.GuestKeys;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class SeedTest {

    private static final MachineId ID = MachineId.of("0190b2a6-0000-7000-8000-000000000001");
    private static final String AWKWARD_KEY = "ssh-ed25519 AAAA \"it's: #1\" {a: b}";

    private final GuestKeys keys = new GuestKeys(new byte[GuestKeys.SECRET_BYTES]);

    @Test
    void cloudInitIsToldNameAndKeysWhateverCharactersTheyHold() {
        Map<String, Object> userData = new Yaml().load(part("#cloud-config\n"));

        assertThat(userData).containsEntry("hostname", "web-01").containsEntry("ssh_pwauth", false);
        assertThat(userData.get("users"))
                .isEqualTo(List.of(Map.of("name", "root", "ssh_authorized_keys", List.of(AWKWARD_KEY))));
        assertThat(userData.get("ssh_keys"))
                .isEqualTo(Map.of(
                        "ed25519_private",
                        keys.hostKey(ID).privateKey(),
                        "ed25519_public",
                        keys.hostKey(ID).publicKey()));
    }

    @Test
    void machineIsTheInstanceSoThatAReplacedSeedIsNotAppliedTwice() {
        assertThat(part("instance-id: ")).startsWith("instance-id: " + ID);
    }

    @Test
    void cloudInitIsLeftOffWithoutUserData() {
        assertThat(new String(image(), ISO_8859_1)).doesNotContain("RUN-CLOUD-INIT", "VENDOR-DATA");
    }

    @Test
    void userDataIsHandedOnAsItIsAndThePlatformSpeaksBesideIt() {
        String script = "#!/bin/sh\necho 'as it is: \"{}\"'\n";
        String seed = new String(Seed.image(spec(new UserData(script))), ISO_8859_1);

        assertThat(seed).contains("RUN-CLOUD-INIT", "VENDOR-DATA", "USER-DATA", script);
        assertThat(seed).contains("#cloud-config\nhostname: web-01");
    }

    @Test
    void userDataIsNotWrittenIntoLogs() {
        assertThat(spec(new UserData("#!/bin/sh\nsecret")).toString()).doesNotContain("secret");
    }

    @Test
    void sameMachineHasTheSameSeed() {
        assertThat(image()).isEqualTo(image());
    }

    private byte[] image() {
        return Seed.image(spec(null));
    }

    private MachineSpec spec(@Nullable UserData userData) {
        return new MachineSpec(
                ID,
                "web-01",
                1,
                512,
                10,
                new SshEndpoint("127.0.9.1", 2222),
                List.of(AWKWARD_KEY),
                keys.hostKey(ID),
                userData);
    }

    /** The text of the seed's file that begins like this. */
    private String part(String beginning) {
        String image = new String(image(), ISO_8859_1);
        int start = image.indexOf(beginning);
        assertThat(start).as("a file that begins with " + beginning).isPositive();
        return image.substring(start, image.indexOf('\0', start));
    }
}
