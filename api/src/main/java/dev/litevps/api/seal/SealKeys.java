package dev.litevps.api.seal;

import dev.litevps.api.secrets.MasterSecret;
import dev.litevps.events.seal.SealKey;
import dev.litevps.events.seal.SealSigner;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The keys that checkpoints are signed with. Each is derived from the master secret and its generation: every node has the
 * same, none is ever lost, and nobody who can write to the database can add one.
 */
@Component
public final class SealKeys {

    private static final String NAME = "litevps/";
    private static final int NAME_BYTES = 6;

    private final List<SealSigner> signers;

    @Autowired
    SealKeys(MasterSecret masterSecret, SealProperties properties) {
        this(derived(masterSecret, properties));
    }

    private SealKeys(List<SealSigner> signers) {
        this.signers = List.copyOf(signers);
    }

    /** Given ones, the newest last. */
    public static SealKeys of(List<SealSigner> signers) {
        return new SealKeys(signers);
    }

    private static List<SealSigner> derived(MasterSecret masterSecret, SealProperties properties) {
        String given = properties.origin();
        String origin = given != null && !given.isBlank() ? given : derivedOrigin(masterSecret);
        return IntStream.rangeClosed(1, properties.keyGeneration())
                .mapToObj(generation -> SealSigner.ofSeed(origin, masterSecret.derive("seal-key-" + generation)))
                .toList();
    }

    private static String derivedOrigin(MasterSecret masterSecret) {
        return NAME + HexFormat.of().formatHex(Arrays.copyOf(masterSecret.derive("seal-origin"), NAME_BYTES));
    }

    /** The name of this store. */
    public String origin() {
        return signing().key().name();
    }

    SealSigner signing() {
        return signers.getLast();
    }

    /** What checkpoints are verified with, the newest first. */
    public List<SealKey> published() {
        return signers.reversed().stream().map(SealSigner::key).toList();
    }
}
