package dev.litevps.api.seal;

import dev.litevps.api.startup.InvalidSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events are sealed.
 *
 * @param interval how often the store is looked at
 * @param batchSize how many events are sealed at most in one transaction
 * @param keyGeneration which key signs; one higher is another key, and the earlier ones are still published
 * @param origin the name of this store in its checkpoints; one that depends on the master secret if none is given
 * @param witnessFile where each checkpoint is kept outside of the database; {@code seal-witness.txt} in the data folder if none
 *     is given
 */
@ConfigurationProperties("litevps.seal")
public record SealProperties(
        @DefaultValue("1s") Duration interval,
        @DefaultValue("5000") int batchSize,
        @DefaultValue("1") int keyGeneration,
        @Nullable String origin,
        @Nullable Path witnessFile) {

    private static final int MOST_GENERATIONS = 1_000;

    public SealProperties {
        if (interval.isNegative() || interval.isZero()) {
            throw new InvalidSettings("litevps.seal.interval must be longer than nothing");
        }
        if (batchSize < 1) {
            throw new InvalidSettings("litevps.seal.batch-size must be at least 1");
        }
        if (keyGeneration < 1 || keyGeneration > MOST_GENERATIONS) {
            throw new InvalidSettings("litevps.seal.key-generation must be from 1 to " + MOST_GENERATIONS);
        }
        if (origin != null && origin.chars().anyMatch(sign -> sign <= ' ' || sign == '+')) {
            throw new InvalidSettings("litevps.seal.origin must have neither spaces nor plus signs");
        }
    }
}
