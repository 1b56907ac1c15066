package dev.litevps.host.simulated.system;

import java.util.Locale;
import java.util.Optional;

/** The signals that a simulated process knows, with their numbers on Linux. */
public enum Signal {
    HUP(1),
    INT(2),
    QUIT(3),
    ILL(4),
    TRAP(5),
    ABRT(6),
    BUS(7),
    FPE(8),
    KILL(9),
    USR1(10),
    SEGV(11),
    USR2(12),
    PIPE(13),
    ALRM(14),
    TERM(15),
    CHLD(17),
    CONT(18),
    STOP(19),
    TSTP(20),
    URG(23),
    WINCH(28);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The exit status that a shell reports of a process that died of this signal. */
    public int exitStatus() {
        return 128 + number;
    }

    /** Whether a process that has made no arrangement dies of it. Stopping a process is not simulated: it runs on. */
    boolean isFatalByDefault() {
        return switch (this) {
            case CHLD, CONT, STOP, TSTP, URG, WINCH -> false;
            default -> true;
        };
    }

    /** Reads {@code TERM}, {@code SIGTERM} or {@code 15}. */
    public static Optional<Signal> parse(String text) {
        String name = text.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
        for (Signal signal : values()) {
            if (signal.name().equals(name) || Integer.toString(signal.number).equals(text)) {
                return Optional.of(signal);
            }
        }
        return Optional.empty();
    }
}
