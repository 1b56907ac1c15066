package dev.litevps.api.deadletter;

import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells what passes from what does not, and says of a failure what may be shown. */
public final class Failures {

    private static final int LONGEST = 500;

    /** Lost connections, rolled back transactions, locks, lack of resources, an operator, the system: not the event's fault. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "55", "57", "58");

    private Failures() {}

    /** Whether it may go well if it is tried again, so that it says nothing of the event. */
    public static boolean isPassing(Throwable failure) {
        return causes(failure).anyMatch(Failures::passes);
    }

    private static boolean passes(Throwable cause) {
        return switch (cause) {
            case TransientDataAccessException _,
                    RecoverableDataAccessException _,
                    CannotGetJdbcConnectionException _,
                    CannotCreateTransactionException _,
                    ConcurrencyException _,
                    LockAcquisitionFailedException _,
                    UnableToClaimTokenException _,
                    InterruptedException _ -> true;
            case SQLException refused ->
                refused.getSQLState() != null
                        && refused.getSQLState().length() >= 2
                        && PASSING_CLASSES.contains(refused.getSQLState().substring(0, 2));
            default -> false;
        };
    }

    /** The class of what went wrong first. */
    static String type(Throwable failure) {
        return causes(failure)
                .reduce((_, later) -> later)
                .orElse(failure)
                .getClass()
                .getName();
    }

    /** Its first sentence, which names no values as a rule; addresses that it names all the same are made unreadable. */
    public static String message(Throwable failure) {
        Throwable first = causes(failure).reduce((_, later) -> later).orElse(failure);
        String message = String.valueOf(first.getMessage()).lines().findFirst().orElse("");
        String masked = message.replaceAll("[^\\s@\"'(=]+@[^\\s@\"')]+", "…@…");
        return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(
                failure, cause -> cause != null, cause -> cause.getCause() == cause ? null : cause.getCause());
    }
}
