package dev.litevps.host.libvirt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.litevps.host.MachineSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * What a guest learns about itself on its first boot: a small read-only disk, labelled CIDATA, that says everything
 * twice. Plain files are for the guest image of LiteVPS, whose initrd copies them into place at no cost; the NoCloud
 * documents of cloud-init (https://docs.cloud-init.io/en/22.4.2/topics/datasources/nocloud.html) are for stock images.
 * Where there is user data, cloud-init runs in the guest image of LiteVPS too: it is given that as it is, and what the
 * platform says as vendor data, which user data can add to and override.
 * It holds the guest's private host key: neither it nor its parts are logged.
 */
final class Seed {

    /** The name server of QEMU's user network. */
    private static final String RESOLVER = "10.0.2.3";

    private static final String LABEL = "CIDATA";

    private Seed() {}

    static byte[] image(MachineSpec spec) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        put(files, "instance-id", spec.id().toString());
        put(files, "hostname", spec.hostname());
        put(files, "authorized-keys", String.join("\n", spec.authorizedKeys()));
        put(files, "host-key", spec.hostKey().privateKey().strip());
        put(files, "host-key.pub", spec.hostKey().publicKey());
        put(files, "network", networkd());
        put(files, "resolv.conf", "nameserver " + RESOLVER);
        put(files, "meta-data", yaml(metaData(spec)));
        String platformData = "#cloud-config\n" + yaml(platformData(spec));
        if (spec.userData() == null) {
            put(files, "user-data", platformData);
        } else {
            put(files, "run-cloud-init", "");
            put(files, "user-data", spec.userData().text());
            put(files, "vendor-data", platformData);
        }
        put(files, "network-config", yaml(networkConfig()));
        return Iso9660Image.of(LABEL, files);
    }

    private static String networkd() {
        return """
                [Match]
                Name=en*

                [Network]
                DHCP=ipv4
                """;
    }

    private static Map<String, Object> metaData(MachineSpec spec) {
        return ordered("instance-id", spec.id().toString(), "local-hostname", spec.hostname());
    }

    private static Map<String, Object> platformData(MachineSpec spec) {
        Map<String, Object> root = ordered("name", "root", "ssh_authorized_keys", spec.authorizedKeys());
        Map<String, Object> data = ordered("hostname", spec.hostname(), "users", List.of(root));
        data.put("disable_root", false);
        data.put("ssh_pwauth", false);
        data.put("ssh_deletekeys", true);
        data.put(
                "ssh_keys",
                ordered(
                        "ed25519_private",
                        spec.hostKey().privateKey(),
                        "ed25519_public",
                        spec.hostKey().publicKey()));
        data.put("growpart", ordered("mode", "auto", "devices", List.of("/")));
        data.put("resize_rootfs", true);
        return data;
    }

    private static Map<String, Object> networkConfig() {
        Map<String, Object> any = ordered("match", ordered("name", "en*"), "dhcp4", true);
        return ordered("version", 2, "ethernets", ordered("primary", any));
    }

    private static Map<String, Object> ordered(String first, Object value, String second, Object otherValue) {
        Map<String, Object> map = ordered(first, value);
        map.put(second, otherValue);
        return map;
    }

    private static Map<String, Object> ordered(String name, Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(name, value);
        return map;
    }

    private static String yaml(Map<String, Object> document) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        return new Yaml(options).dump(document);
    }

    private static void put(Map<String, byte[]> files, String name, String text) {
        files.put(name, (text.endsWith("\n") ? text : text + "\n").getBytes(UTF_8));
    }
}
