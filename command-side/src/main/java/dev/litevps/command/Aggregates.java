package dev.litevps.command;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;

/**
 * Loading aggregates inside the handlers that decide on several of them in one unit of work. To load an aggregate is to
 * lock it until the unit of work ends, so everybody loads in this order, or two could wait for each other: account, VPS,
 * snapshots, jobs, plan, SSH keys, alert addresses, access token, top-up, allowance, request to move money, fleet, hosts,
 * address pool, ledger; and of one kind, in the order of their ids.
 */
public final class Aggregates {

    private Aggregates() {}

    /** Lets {@code decision} decide on the aggregate, which is new if the store has no events of it. */
    public static <T> void decide(Repository<T> repository, Object id, Supplier<T> fresh, Consumer<T> decision) {
        loadOrCreate(repository, id, fresh).execute(decision);
    }

    /** The aggregate, which is new if the store has no events of it. */
    public static <T> Aggregate<T> loadOrCreate(Repository<T> repository, Object id, Supplier<T> fresh) {
        try {
            return repository.loadOrCreate(id.toString(), fresh::get);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the constructor of a new aggregate threw a checked exception", e);
        }
    }

    /** The aggregate; {@link CommandRejected} with {@code code} if there is none. */
    public static <T> Aggregate<T> load(Repository<T> repository, Object id, RejectionCode code, String message) {
        try {
            return repository.load(id.toString());
        } catch (AggregateNotFoundException e) {
            CommandRejected rejected = new CommandRejected(code, message);
            rejected.initCause(e);
            throw rejected;
        }
    }
}
