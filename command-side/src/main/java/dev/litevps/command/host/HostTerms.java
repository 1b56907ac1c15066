package dev.litevps.command.host;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.events.host.HostConnection;
import dev.litevps.events.host.HostKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a host that is added may be called, and how it may be reached. */
public final class HostTerms {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");
    private static final Pattern SCHEME = Pattern.compile("qemu(\\+(unix|ssh|tls|tcp|libssh2?))?|test");

    /** libvirt's own driver for tests, also by way of another computer; schemes know no upper and lower case. */
    private static final Pattern TEST_DRIVER = Pattern.compile("(?i)test(\\+.*)?:.*");

    private static final int LONGEST_URI = 255;

    private HostTerms() {}

    /** {@link RejectionCode#INVALID_VALUE} if it is outside of the terms; to be asked before a driver tries it. */
    public static void require(String name, HostConnection connection) {
        if (!NAME.matcher(name).matches()) {
            throw refused("a host's name is of lower-case letters, digits, dots and hyphens, 63 at most");
        }
        if (connection.kind() == HostKind.SIMULATED) {
            if (connection.uri() != null) {
                throw refused("a simulated host has no uri");
            }
        } else {
            requireUri(connection.uri() == null ? "" : connection.uri());
        }
    }

    /** Whether libvirt only pretends that the host at this URI has machines: nobody who pays may be given one. */
    public static boolean isTestDriver(@Nullable String uri) {
        return uri != null && TEST_DRIVER.matcher(uri).matches();
    }

    /** Events are for ever and for everybody: a password in one could never be taken back. */
    private static void requireUri(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            CommandRejected rejected = notAUri();
            rejected.initCause(e);
            throw rejected;
        }
        String scheme = uri.getScheme();
        if (scheme == null || !SCHEME.matcher(scheme).matches() || text.length() > LONGEST_URI) {
            throw notAUri();
        }
        String user = uri.getRawUserInfo();
        if (uri.getRawQuery() != null || (user != null && user.contains(":"))) {
            throw refused("the uri may not have a password or parameters: events keep it for ever");
        }
    }

    private static CommandRejected notAUri() {
        return refused("a libvirt host needs a uri such as qemu:///system or qemu+ssh://root@host/system");
    }

    private static CommandRejected refused(String message) {
        return new CommandRejected(RejectionCode.INVALID_VALUE, message);
    }
}
