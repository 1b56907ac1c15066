package dev.litevps.api.limit;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;

/** A request whose body fails with {@link DataBufferLimitException} once more of it came than may come. */
final class LimitedRequest extends ServerHttpRequestDecorator {

    private final int limitBytes;

    LimitedRequest(ServerHttpRequest request, int limitBytes) {
        super(request);
        this.limitBytes = limitBytes;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        Flux<DataBuffer> body = super.getBody();
        return Flux.defer(() -> {
            AtomicLong readBytes = new AtomicLong();
            return body.handle((buffer, sink) -> {
                if (readBytes.addAndGet(buffer.readableByteCount()) > limitBytes) {
                    DataBufferUtils.release(buffer);
                    sink.error(new DataBufferLimitException("the body has more than " + limitBytes + " bytes"));
                } else {
                    sink.next(buffer);
                }
            });
        });
    }
}
