package dev.counterexample.command;

import dev.counterexample.saga.NosySaga;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.spring.stereotype.Aggregate;
import org.springframework.web.bind.annotation.GetMapping;

/** An aggregate that everybody can see, makes up its ids and times, answers HTTP, and knows who follows it. */
@Aggregate
public class PublicAggregate {

    private final UUID id = UUID.randomUUID();
    private Instant changedAt = Instant.now();

    @GetMapping
    public UUID id() {
        return id;
    }

    public Instant changedAt() {
        return changedAt;
    }

    public void tell(NosySaga saga) {
        changedAt = Instant.now();
        saga.watch(this);
    }
}
