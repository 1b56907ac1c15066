package dev.litevps.host.libvirt;

import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;

/** Translates libvirt's errors into reasons that a caller can act on, and keeps its own words for support. */
final class LibvirtErrors {

    private LibvirtErrors() {}

    /** The exception for a caller who wanted {@code what} done. */
    static HostException translate(String what, LibvirtException exception) {
        String words = words(exception);
        Reason reason = reason(code(exception), words);
        return new HostException(reason, explain(reason, what) + ": " + words, exception);
    }

    static boolean isMissingDomain(LibvirtException exception) {
        return code(exception) == ErrorNumber.VIR_ERR_NO_DOMAIN;
    }

    static boolean isMissingStorage(LibvirtException exception) {
        ErrorNumber code = code(exception);
        return code == ErrorNumber.VIR_ERR_NO_STORAGE_VOL || code == ErrorNumber.VIR_ERR_NO_STORAGE_POOL;
    }

    static Reason reason(@Nullable ErrorNumber code, String words) {
        String text = words.toLowerCase(Locale.ROOT);
        // QEMU's own refusals arrive as internal errors: only the words tell them apart.
        if (text.contains("could not set up host forwarding rule")) {
            return Reason.ADDRESS_IN_USE;
        }
        if (text.contains("no space left on device")
                || text.contains("cannot allocate memory")
                || text.contains("disk quota exceeded")
                || code == ErrorNumber.VIR_ERR_NO_MEMORY) {
            return Reason.NO_SPACE;
        }
        return switch (code) {
            case VIR_ERR_NO_DOMAIN -> Reason.NO_SUCH_MACHINE;
            case VIR_ERR_OPERATION_TIMEOUT, VIR_ERR_AGENT_UNRESPONSIVE -> Reason.TIMED_OUT;
            case VIR_ERR_NO_CONNECT, VIR_ERR_INVALID_CONN, VIR_ERR_RPC, VIR_ERR_RESOURCE_BUSY -> Reason.UNREACHABLE;
            case VIR_ERR_SYSTEM_ERROR ->
                text.contains("socket") || text.contains("connect") || text.contains("end of file")
                        ? Reason.UNREACHABLE
                        : Reason.REFUSED;
            case null, default -> Reason.REFUSED;
        };
    }

    private static String explain(Reason reason, String what) {
        return switch (reason) {
            case UNREACHABLE -> "libvirt does not answer, so it could not " + what + "; does libvirtd run?";
            case TIMED_OUT -> "libvirt took too long to " + what;
            case ADDRESS_IN_USE -> "could not " + what + ", because another program listens on its SSH address";
            case NO_SPACE -> "the host has not enough disk or memory to " + what;
            case NO_SUCH_MACHINE -> "could not " + what + ", because the host has no such machine";
            case NOT_TRUSTED, CANCELLED, REFUSED -> "libvirt refused to " + what;
        };
    }

    private static @Nullable ErrorNumber code(LibvirtException exception) {
        Error error = exception.getError();
        return error == null ? null : error.getCode();
    }

    private static String words(LibvirtException exception) {
        String message = exception.getMessage();
        return message == null ? "no reason given" : message.strip();
    }
}
