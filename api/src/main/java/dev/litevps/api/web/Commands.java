package dev.litevps.api.web;

import dev.litevps.api.eventstore.Receipt;
import dev.litevps.api.security.Caller;
import dev.litevps.command.Command;
import dev.litevps.events.Provenance;
import dev.litevps.query.ReadYourWrites;
import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.concurrent.Callable;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

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

    private final CommandGateway gateway;
    private final ReadYourWrites readYourWrites;
    private final Scheduler scheduler = Schedulers.newBoundedElastic(THREADS, WAITING, "command");

    Commands(CommandGateway gateway, ReadYourWrites readYourWrites) {
        this.gateway = gateway;
        this.readYourWrites = readYourWrites;
    }

    /** Sends the command on behalf of the caller; completes when its events are stored and the views show them. */
    public Mono<Void> send(Command command, Caller caller, ServerWebExchange exchange) {
        CommandMessage<Command> message =
                GenericCommandMessage.<Command>asCommandMessage(command).withMetaData(provenance(caller, exchange));
        return Mono.fromFuture(() -> gateway.<Receipt>send(message))
                .subscribeOn(scheduler)
                .flatMap(receipt -> readYourWrites.shown(receipt.changed()));
    }

    /** Runs other work that blocks on the database, on the same bounded pool. */
    public <T> Mono<T> blocking(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(scheduler);
    }

    private static Map<String, String> provenance(Caller caller, ServerWebExchange exchange) {
        return Map.of(
                Provenance.ACCOUNT_ID, caller.accountId().toString(),
                Provenance.TOKEN_ID, caller.tokenId(),
                Provenance.ROLE, caller.role().name(),
                Provenance.REQUEST_ID, RequestIdFilter.requestId(exchange));
    }

    @PreDestroy
    void close() {
        scheduler.dispose();
    }
}
