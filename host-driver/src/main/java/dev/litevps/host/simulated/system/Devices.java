package dev.litevps.host.simulated.system;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;

/** What opening a file of {@code /dev} gives. */
public final class Devices {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** The devices by name. */
    static final Map<String, Supplier<OpenFile>> BY_NAME = Map.of(
            "null", NullDevice::new,
            "zero", ZeroDevice::new,
            "full", FullDevice::new,
            "random", RandomDevice::new,
            "urandom", RandomDevice::new);

    private Devices() {}

    /** {@code /dev/null}: empty to read, and takes whatever is written. */
    public static OpenFile nothing() {
        return new NullDevice();
    }

    /** Something to read that exists only in the moment it is opened. */
    public static OpenFile text(byte[] content) {
        return new OpenFile() {
            private int position;

            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                if (position == content.length) {
                    return -1;
                }
                int count = Math.min(length, content.length - position);
                System.arraycopy(content, position, buffer, offset, count);
                position += count;
                return count;
            }
        };
    }

    private static class NullDevice extends OpenFile {
        @Override
        public int read(byte[] buffer, int offset, int length) {
            return -1;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            // Gone.
        }
    }

    private static final class ZeroDevice extends NullDevice {
        @Override
        public int read(byte[] buffer, int offset, int length) {
            Arrays.fill(buffer, offset, offset + length, (byte) 0);
            return length;
        }
    }

    private static final class FullDevice extends NullDevice {
        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            throw Failures.noSpace();
        }
    }

    private static final class RandomDevice extends NullDevice {
        @Override
        public int read(byte[] buffer, int offset, int length) {
            byte[] bytes = new byte[length];
            RANDOM.nextBytes(bytes);
            System.arraycopy(bytes, 0, buffer, offset, length);
            return length;
        }
    }
}
