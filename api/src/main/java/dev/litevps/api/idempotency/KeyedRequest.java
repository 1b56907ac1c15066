package dev.litevps.api.idempotency;

import dev.litevps.api.secrets.KeyedHash;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.server.ServerWebExchange;

/**
 * One attempt at a request that carries an {@code Idempotency-Key}. All attempts at it make the same ids and secrets, in the
 * order in which they ask for them, and name their steps alike.
 */
public final class KeyedRequest {

    /** How long the first answer is given again. */
    public static final Duration ANSWER_KEPT = Duration.ofHours(24);

    private static final String ATTRIBUTE = KeyedRequest.class.getName();
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000000000000000L;

    private final byte[] keyHash;
    private final byte[] secret;
    private final UUID owner;
    private final Instant firstAskedAt;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<String, AtomicInteger> steps = new ConcurrentHashMap<>();

    /**
     * An attempt.
     *
     * @param secret 32 bytes that only this server can know, the same for every attempt
     * @param owner names this attempt
     * @param firstAskedAt when the first attempt began
     */
    KeyedRequest(byte[] keyHash, byte[] secret, UUID owner, Instant firstAskedAt) {
        this.keyHash = keyHash.clone();
        this.secret = secret.clone();
        this.owner = owner;
        this.firstAskedAt = firstAskedAt;
    }

    /** The attempt that the exchange is; empty if the request has no key. */
    public static Optional<KeyedRequest> of(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getAttribute(ATTRIBUTE));
    }

    void putInto(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    /** What stands for the key in what is stored: from it nobody can tell the key. */
    public String keyName() {
        return HexFormat.of().formatHex(keyHash);
    }

    /** When this was first asked, by the clock of the node that was asked. */
    public Instant firstAskedAt() {
        return firstAskedAt;
    }

    /** 32 secret bytes for one use, the same in every attempt. */
    public byte[] secret(String use) {
        return KeyedHash.of(secret, "secret:" + use);
    }

    /** The next id of this attempt: a UUID of version 7 whose random part is derived. */
    UUID nextId() {
        ByteBuffer derived = ByteBuffer.wrap(KeyedHash.of(secret, "id:" + ids.getAndIncrement()));
        long high = (firstAskedAt.toEpochMilli() << 16) | VERSION_7 | (derived.getLong() & 0xfff);
        return new UUID(high, VARIANT | (derived.getLong() >>> 2));
    }

    /** Names the next step of this kind: what one attempt does twice is two steps. */
    String nextStep(String kind) {
        int earlier = steps.computeIfAbsent(kind, _ -> new AtomicInteger()).getAndIncrement();
        return earlier == 0 ? kind : kind + "#" + earlier;
    }

    byte[] keyHash() {
        return keyHash.clone();
    }

    UUID owner() {
        return owner;
    }
}
