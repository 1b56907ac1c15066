package dev.litevps.api.eventstore;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.axonframework.common.IdentifierFactory;

/**
 * Names messages with UUIDs of version 7 (RFC 9562). They ascend in time, so that the index of the event table grows at
 * one end, where random ones would dirty a page anywhere in it with every event.
 */
public final class TimeOrderedIdentifierFactory extends IdentifierFactory {

    /** Identifiers of messages are no secrets; a secure source of randomness would be a lock that all callers share. */
    private final TimeBasedEpochGenerator generator =
            Generators.timeBasedEpochGenerator(Random.from(RandomGenerator.of("L64X128MixRandom")));

    @Override
    public String generateIdentifier() {
        return generator.generate().toString();
    }
}
