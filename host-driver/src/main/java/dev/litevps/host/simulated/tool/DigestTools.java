package dev.litevps.host.simulated.tool;

import dev.litevps.host.simulated.system.OpenFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Programs for checksums, base64 and gzip. */
final class DigestTools {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int BASE64_LINE = 76;

    private DigestTools() {}

    static void register(Map<String, Tool> tools) {
        tools.put("md5sum", call -> digest(call, "MD5"));
        tools.put("sha1sum", call -> digest(call, "SHA-1"));
        tools.put("sha256sum", call -> digest(call, "SHA-256"));
        tools.put("sha512sum", call -> digest(call, "SHA-512"));
        tools.put("base64", DigestTools::base64);
        tools.put("gzip", DigestTools::gzip);
        tools.put("gunzip", DigestTools::gzip);
        tools.put("zcat", DigestTools::gzip);
    }

    private static int digest(Invocation call, String algorithm) throws IOException {
        Options options = Options.of(call, "cbt", Map.of("check", 'c', "binary", 'b', "text", 't'));
        if (options.has('c')) {
            return check(call, options, algorithm);
        }
        return call.forEach(
                StreamTools.files(options), "%s", file -> call.out().line(hash(call, file, algorithm) + "  " + file));
    }

    private static String hash(Invocation call, String file, String algorithm) throws IOException {
        try (Input in = call.open(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer, 0, buffer.length); count >= 0; count = in.read(buffer, 0, buffer.length)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(algorithm + " is not available", e);
        }
    }

    private static int check(Invocation call, Options options, String algorithm) throws IOException {
        int[] failed = {0};
        int status = call.forEach(StreamTools.files(options), "%s", list -> {
            for (String line : StreamTools.lines(call, list)) {
                List<String> pair = List.of(line.split(" [ *]", 2));
                boolean good =
                        pair.size() == 2 && hash(call, pair.get(1), algorithm).equals(pair.get(0));
                call.out().line(pair.getLast() + (good ? ": OK" : ": FAILED"));
                failed[0] += good ? 0 : 1;
            }
        });
        if (failed[0] > 0) {
            call.complain("WARNING: " + failed[0] + " computed checksum did NOT match");
        }
        return failed[0] > 0 ? 1 : status;
    }

    private static int base64(Invocation call) throws IOException {
        Options options = Options.of(call, "dw:i", Map.of("decode", 'd', "wrap", 'w'));
        int width = (int) Invocation.number(options.value('w', Integer.toString(BASE64_LINE)));
        byte[] content;
        try (Input in = call.open(StreamTools.files(options).getFirst())) {
            content = in.readNBytes(Input.LIMIT_BYTES);
        }
        if (options.has('d')) {
            try {
                call.out().write(Base64.getMimeDecoder().decode(content));
                return 0;
            } catch (IllegalArgumentException e) {
                throw new IOException("invalid input", e);
            }
        }
        String text = Base64.getEncoder().encodeToString(content);
        for (int at = 0; at < text.length(); at += width == 0 ? text.length() : width) {
            int end = width == 0 ? text.length() : Math.min(text.length(), at + width);
            call.out().print(text.substring(at, end)).print(width == 0 ? "" : "\n");
        }
        return 0;
    }

    private static int gzip(Invocation call) throws IOException {
        Options options =
                Options.of(call, "dckfv123456789", Map.of("decompress", 'd', "stdout", 'c', "keep", 'k', "force", 'f'));
        boolean unpacks = options.has('d') || !call.name().equals("gzip");
        boolean toOutput = options.has('c') || call.name().equals("zcat");
        return call.forEach(StreamTools.files(options), "%s", file -> {
            if (toOutput || file.equals("-")) {
                pass(call, file, call.out(), unpacks);
                return;
            }
            if (unpacks && !file.endsWith(".gz")) {
                throw new IOException("unknown suffix -- ignored");
            }
            Path target = call.path(unpacks ? file.substring(0, file.length() - 3) : file + ".gz");
            try (OutputStream out = stream(call.system().disk().openForWriting(target, false))) {
                pass(call, file, out, unpacks);
            }
            if (!options.has('k')) {
                Files.delete(call.path(file));
            }
        });
    }

    private static void pass(Invocation call, String file, OutputStream out, boolean unpacks) throws IOException {
        try (Input in = call.open(file)) {
            if (unpacks) {
                new GZIPInputStream(in).transferTo(out);
            } else {
                GZIPOutputStream packed = new GZIPOutputStream(out);
                in.transferTo(packed);
                packed.finish();
            }
        }
    }

    private static OutputStream stream(OpenFile file) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                file.write(bytes, offset, length);
            }

            @Override
            public void close() {
                file.release();
            }
        };
    }
}
