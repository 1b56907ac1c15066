package dev.litevps.host.simulated.tool;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Permissions as {@code chmod} takes them and {@code ls} shows them. */
final class Modes {

    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_READ
    };

    private Modes() {}

    static Set<PosixFilePermission> of(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.length; bit++) {
            if ((mode >> bit & 1) != 0) {
                permissions.add(BITS[bit]);
            }
        }
        return permissions;
    }

    static int bits(Set<PosixFilePermission> permissions) {
        int mode = 0;
        for (int bit = 0; bit < BITS.length; bit++) {
            mode |= permissions.contains(BITS[bit]) ? 1 << bit : 0;
        }
        return mode;
    }

    /** Applies {@code 755}, {@code +x} or {@code u=rw,go-w} to what a file has. */
    static Set<PosixFilePermission> parse(String text, Set<PosixFilePermission> before) {
        if (text.matches("[0-7]{1,4}")) {
            return of(Integer.parseInt(text, 8));
        }
        int mode = bits(before);
        for (String clause : text.split(",", -1)) {
            if (!clause.matches("[ugoa]*[-+=][rwxXst]*")) {
                throw new UsageException("invalid mode: '" + text + "'");
            }
            int sign = 0;
            while ("+-=".indexOf(clause.charAt(sign)) < 0) {
                sign++;
            }
            String who = sign == 0 || clause.substring(0, sign).contains("a") ? "ugo" : clause.substring(0, sign);
            int bits = (clause.indexOf('r', sign) > 0 ? 4 : 0)
                    | (clause.indexOf('w', sign) > 0 ? 2 : 0)
                    | (clause.indexOf('x', sign) > 0 || clause.indexOf('X', sign) > 0 ? 1 : 0);
            for (int i = 0; i < who.length(); i++) {
                char each = who.charAt(i);
                int shift = each == 'u' ? 6 : each == 'g' ? 3 : 0;
                mode = switch (clause.charAt(sign)) {
                    case '+' -> mode | bits << shift;
                    case '-' -> mode & ~(bits << shift);
                    default -> (mode & ~(7 << shift)) | bits << shift;
                };
            }
        }
        return of(mode);
    }
}
