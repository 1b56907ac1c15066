package dev.litevps.api.idempotency;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A request whose body is too large to be kept: it is read once, and hashed on its way. */
final class StreamedRequest extends ServerHttpRequestDecorator {

    private final MessageDigest digest;
    private byte[] hash = {};
    private volatile boolean begun;
    private volatile boolean wasRead;

    StreamedRequest(ServerHttpRequest request) {
        super(request);
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return super.getBody()
                .doOnSubscribe(_ -> begun = true)
                .doOnNext(this::update)
                .doOnComplete(this::end);
    }

    /** Reads the body for nothing but its hash. {@link DataBufferLimitException} if it is larger than this. */
    Mono<StreamedRequest> readToItsEnd(long limitBytes) {
        return getBody()
                .scan(0L, (bytes, buffer) -> {
                    long sum = bytes + buffer.readableByteCount();
                    DataBufferUtils.release(buffer);
                    if (sum > limitBytes) {
                        throw new DataBufferLimitException("the body has more than " + limitBytes + " bytes");
                    }
                    return sum;
                })
                .then(Mono.just(this));
    }

    /** Whether somebody has begun to read the body. */
    boolean isBegun() {
        return begun;
    }

    /** Of the body, if somebody has read it to its end. */
    Optional<byte[]> hash() {
        return wasRead ? Optional.of(hash.clone()) : Optional.empty();
    }

    private void update(DataBuffer buffer) {
        try (DataBuffer.ByteBufferIterator parts = buffer.readableByteBuffers()) {
            Iterator<ByteBuffer> each = parts;
            each.forEachRemaining(digest::update);
        }
    }

    private void end() {
        hash = digest.digest();
        wasRead = true;
    }
}
