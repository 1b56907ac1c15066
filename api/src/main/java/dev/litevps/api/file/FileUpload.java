package dev.litevps.api.file;

import dev.litevps.api.web.ApiException;
import dev.litevps.host.GuestFiles;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.http.HttpStatus;

/** One upload, from the first byte to the last: counted against the limit and hashed on its way. Blocks. */
final class FileUpload {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final long limitBytes;
    private final MessageDigest digest;
    private long sizeBytes;

    FileUpload(long limitBytes) {
        this.limitBytes = limitBytes;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** {@link ApiException} 413 if so many bytes are more than may be uploaded. */
    void requireWithinLimit(long bytes) {
        if (bytes > limitBytes) {
            throw new ApiException(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "file_too_large",
                    "the file is larger than the " + limitBytes + " bytes that may be uploaded");
        }
    }

    /** Copies all of the body. What the guest refuses comes as its exception, a body that breaks off as {@link IOException}. */
    void copy(InputStream body, GuestFiles.Upload file) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            sizeBytes += read;
            requireWithinLimit(sizeBytes);
            digest.update(buffer, 0, read);
            file.stream().write(buffer, 0, read);
        }
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /** Of what was copied, in lower case hexadecimal; to be asked for once, at the end. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
