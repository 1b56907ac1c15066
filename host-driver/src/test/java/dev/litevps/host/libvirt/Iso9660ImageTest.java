package dev.litevps.host.libvirt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Iso9660ImageTest {

    private static final int SECTOR = 2048;

    @Test
    void everyFileIsReadBackAsItWasWritten() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("meta-data", "instance-id: one\n".getBytes(UTF_8));
        files.put("empty", new byte[0]);
        files.put("exactly-one-sector", new byte[SECTOR]);
        files.put("longer", "x".repeat(5000).getBytes(UTF_8));

        Map<String, byte[]> read = read(Iso9660Image.of("CIDATA", files));

        assertThat(read).hasSize(4);
        files.forEach((name, content) -> assertThat(read.get(name)).as(name).isEqualTo(content));
    }

    @Test
    void labelIsWhereSystemsLookForIt() {
        byte[] image = Iso9660Image.of("CIDATA", Map.of());

        assertThat(new String(image, 16 * SECTOR + 1, 5, US_ASCII)).isEqualTo("CD001");
        assertThat(new String(image, 16 * SECTOR + 40, 32, US_ASCII)).isEqualTo("CIDATA" + " ".repeat(26));
    }

    @Test
    void equalFilesGiveAnEqualImage() {
        Map<String, byte[]> files = Map.of("a", new byte[] {1}, "b", new byte[] {2}, "c", new byte[] {3});

        assertThat(Iso9660Image.of("CIDATA", files)).isEqualTo(Iso9660Image.of("CIDATA", new HashMap<>(files)));
    }

    @Test
    void moreFilesThanAFolderSectorHoldsAreRefused() {
        Map<String, byte[]> files = new HashMap<>();
        for (int number = 0; number < 60; number++) {
            files.put("file-" + number, new byte[0]);
        }

        assertThatThrownBy(() -> Iso9660Image.of("CIDATA", files)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Walks the folder as a file system driver does: from the volume descriptor's root record, record by record. */
    private static Map<String, byte[]> read(byte[] image) {
        ByteBuffer buffer = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(buffer.getInt(16 * SECTOR + 80) * SECTOR).isEqualTo(image.length);
        int record = buffer.getInt(16 * SECTOR + 156 + 2) * SECTOR;
        Map<String, byte[]> files = new HashMap<>();
        while (image[record] != 0) {
            int sector = buffer.getInt(record + 2);
            int length = buffer.getInt(record + 10);
            boolean folder = (image[record + 25] & 2) != 0;
            String name = new String(image, record + 33, image[record + 32], US_ASCII);
            if (!folder) {
                byte[] content = new byte[length];
                buffer.get(sector * SECTOR, content);
                files.put(name.replace(";1", "").toLowerCase(java.util.Locale.ROOT), content);
            }
            record += image[record];
        }
        return files;
    }
}
