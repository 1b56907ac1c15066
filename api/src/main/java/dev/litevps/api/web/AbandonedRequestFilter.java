package dev.litevps.api.web;

import java.util.concurrent.atomic.AtomicReference;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends what makes an answer when the answer cannot be sent, because its client has gone away. By itself the framework leaves
 * a body of several parts where it is, with all that it holds: for each list that nobody waited for, a connection to the
 * database would be lost for good.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class AbandonedRequestFilter implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpResponse response = new EndingResponse(exchange.getResponse());
        return chain.filter(exchange.mutate().response(response).build());
    }

    private static final class EndingResponse extends ServerHttpResponseDecorator {

        private EndingResponse(ServerHttpResponse response) {
            super(response);
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            // A single part is there as a whole before anything is sent, and holds nothing any more.
            if (body instanceof Mono) {
                return super.writeWith(body);
            }
            AtomicReference<Subscription> source = new AtomicReference<>();
            return super.writeWith(Flux.from(body).doOnSubscribe(source::set)).doOnError(_ -> {
                Subscription subscription = source.get();
                if (subscription != null) {
                    subscription.cancel();
                }
            });
        }
    }
}
