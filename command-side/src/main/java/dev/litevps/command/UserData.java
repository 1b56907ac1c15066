package dev.litevps.command;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a guest's cloud-init may be given by whoever asks for the VPS. */
public final class UserData {

    /** In UTF-8: what other clouds take, EC2 among them. */
    public static final int MAX_BYTES = 16_384;

    /** By these beginnings cloud-init knows its formats: a cloud-config document, a script, or several parts in MIME. */
    private static final Pattern BEGINNING =
            Pattern.compile("#cloud-config[ \\t]*(\\r?\\n|$)|#!|(?i:Content-Type:|MIME-Version:)");

    private UserData() {}

    /** Refused with {@code INVALID_VALUE} unless it is null or something that cloud-init can be given. */
    public static void require(@Nullable String text) {
        if (text == null) {
            return;
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw invalid("user_data may have at most %d bytes".formatted(MAX_BYTES));
        }
        if (!BEGINNING.matcher(text).lookingAt()) {
            throw invalid("user_data must begin with #cloud-config, with #! or with the header of a MIME message");
        }
        if (text.indexOf('\0') >= 0) {
            throw invalid("user_data must be text");
        }
    }

    private static CommandRejected invalid(String message) {
        return new CommandRejected(RejectionCode.INVALID_VALUE, message);
    }
}
