package dev.litevps.api.deadletter;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Puts aside what the projection of a copied view refuses, as it would be with the live one: in a table {@code dead_letter}
 * that belongs to the copy, and takes the place of the live view's letters with it. For one transaction.
 */
public final class CopiedLetters implements Refusals {

    private final String group;
    private final DeadLetters letters;
    private final Set<Sequence> waiting;

    /** @param jdbc on which {@code dead_letter} is the copy's */
    public CopiedLetters(String group, JdbcOperations jdbc, Clock clock) {
        this.group = group;
        this.letters = new DeadLetters(JdbcClient.create(jdbc), clock);
        this.waiting = letters.waiting(group);
    }

    @Override
    public boolean isWaiting(DomainEventMessage<?> event) {
        return waiting.contains(sequence(event));
    }

    @Override
    public void add(DomainEventMessage<?> event, @Nullable Throwable cause) {
        letters.add(sequence(event), event, cause);
        waiting.add(sequence(event));
    }

    /** Takes away all that waits, to be tried again: by aggregate, the numbers of its events. */
    public Map<String, SortedSet<Long>> takeAll() {
        return take(waiting.stream().map(Sequence::aggregate).toList());
    }

    /** Takes away what waits of these aggregates, to be tried again: by aggregate, the numbers of its events. */
    public Map<String, SortedSet<Long>> take(Collection<String> aggregates) {
        Map<String, SortedSet<Long>> taken = new HashMap<>();
        for (String aggregate : aggregates) {
            Sequence sequence = new Sequence(group, Sequence.ANY, aggregate);
            SortedSet<Long> versions = new TreeSet<>();
            for (DeadLetter letter : letters.of(sequence)) {
                versions.add(letter.aggregateVersion());
                letters.remove(letter);
            }
            taken.put(aggregate, versions);
            waiting.remove(sequence);
        }
        return taken;
    }

    private Sequence sequence(DomainEventMessage<?> event) {
        return new Sequence(group, Sequence.ANY, event.getAggregateIdentifier());
    }
}
