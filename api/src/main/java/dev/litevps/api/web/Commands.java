package dev.litevps.api.web;

import dev.litevps.api.eventstore.Receipt;
import dev.litevps.api.eventstore.TransactionalCommands;
import dev.litevps.api.idempotency.KeyedCommands;
import dev.litevps.api.idempotency.KeyedRequest;
import dev.litevps.api.security.Caller;
import dev.litevps.command.Command;
import dev.litevps.events.Provenance;
import dev.litevps.query.ReadYourWrites;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * How the edge sends commands. A command is decided on a thread of a bounded pool, since that blocks on the database; and
 * its answer waits until the views show what it did, so that whatever the client reads next contains its own write.
 */
@Component
public class Commands {

    /** More than cores, since most of them wait for a commit at any moment. */
    private static final int THREADS = 64;

    /** What waits beyond this is refused: the server is overloaded, and waiting longer helps nobody. */
    private static final int WAITING = 10_000;

    /** Each keeps a connection while it waits for an aggregate: many could leave none to those who have locked it. */
    private static final int TRANSACTION_THREADS = 4;

    private static final int CONFLICT_RETRIES = 20;
    private static final Duration CONFLICT_PAUSE = Duration.ofMillis(10);

    private final CommandGateway gateway;
    private final TransactionalCommands transactionalCommands;
    private final KeyedCommands keyedCommands;
    private final ReadYourWrites readYourWrites;
    private final Scheduler scheduler = Schedulers.newBoundedElastic(THREADS, WAITING, "command");
    private final Scheduler transactionScheduler =
            Schedulers.newBoundedElastic(TRANSACTION_THREADS, WAITING, "transaction");

    Commands(
            CommandGateway gateway,
            TransactionalCommands transactionalCommands,
            KeyedCommands keyedCommands,
            ReadYourWrites readYourWrites) {
        this.gateway = gateway;
        this.transactionalCommands = transactionalCommands;
        this.keyedCommands = keyedCommands;
        this.readYourWrites = readYourWrites;
    }

    /** Sends the command on behalf of the caller; completes when its events are stored and the views show them. */
    public Mono<Void> send(Command command, Caller caller, ServerWebExchange exchange) {
        return KeyedRequest.of(exchange).isPresent()
                ? sendWith(() -> {}, command, caller, exchange)
                : send(message(command, provenance(caller, exchange)));
    }

    /** Sends a command that no account's owner asked for, in the same way. */
    public Mono<Void> send(Command command, Map<String, String> provenance) {
        return send(message(command, provenance));
    }

    private Mono<Void> send(CommandMessage<Command> message) {
        return Mono.fromFuture(() -> gateway.<Receipt>send(message))
                .subscribeOn(scheduler)
                .flatMap(receipt -> readYourWrites.shown(receipt.changed()));
    }

    /**
     * As {@link #send(Command, Caller, ServerWebExchange)}, with something else to be written in the transaction in which the events are stored: all of it, or
     * nothing. When another node was faster, both are tried again.
     */
    public Mono<Void> sendWith(Runnable alongside, Command command, Caller caller, ServerWebExchange exchange) {
        CommandMessage<Command> message = message(command, provenance(caller, exchange));
        Callable<Receipt> sending = KeyedRequest.of(exchange)
                .<Callable<Receipt>>map(request -> {
                    String step = KeyedCommands.step(request, command);
                    return () -> keyedCommands.send(request, step, message, alongside);
                })
                .orElse(() -> transactionalCommands.send(message, alongside));
        return Mono.fromCallable(sending)
                .subscribeOn(transactionScheduler)
                .retryWhen(Retry.fixedDelay(CONFLICT_RETRIES, CONFLICT_PAUSE)
                        .filter(ConcurrencyException.class::isInstance)
                        .onRetryExhaustedThrow((_, last) -> last.failure()))
                .flatMap(receipt -> readYourWrites.shown(receipt.changed()));
    }

    /** Runs other work that blocks on the database, on the same bounded pool. */
    public <T> Mono<T> blocking(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(scheduler);
    }

    private static CommandMessage<Command> message(Command command, Map<String, String> provenance) {
        return GenericCommandMessage.<Command>asCommandMessage(command).withMetaData(provenance);
    }

    /** What an event says of who asked for it, and by which request. */
    public static Map<String, String> provenance(Caller caller, ServerWebExchange exchange) {
        Map<String, String> provenance = new HashMap<>(RequestIdFilter.provenance(exchange));
        provenance.put(Provenance.ACCOUNT_ID, caller.accountId().toString());
        provenance.put(Provenance.TOKEN_ID, caller.tokenId());
        provenance.put(Provenance.ROLE, caller.role().name());
        return Map.copyOf(provenance);
    }

    @PreDestroy
    void close() {
        scheduler.dispose();
        transactionScheduler.dispose();
    }
}
