package dev.litevps.api.security;

import dev.litevps.api.error.ErrorBody;
import dev.litevps.api.error.ErrorResponses;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.server.WebFilterChainProxy;

/** What stands before everything that can be asked: the framework's firewall, and one filter that knows who may ask what. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** Where the framework puts its own: after what names requests and limits addresses, before what knows the caller. */
    private static final int ORDER = -100;

    /**
     * Of the framework's filters none is needed: without cookies there are no sessions, no forms and no forged requests.
     * A path or a header that no honest client sends is bad input like any other, and is told so in the same form.
     */
    @Bean
    @Order(ORDER)
    WebFilterChainProxy securityFilters(
            SessionTokens sessions, AccessTokenCredentials accessTokens, ErrorResponses responses) {
        WebFilterChainProxy filters = new DirectFilterChainProxy(new CallerFilter(sessions, accessTokens, responses));
        filters.setExchangeRejectedHandler((exchange, _) -> {
            SecurityHeaders.addTo(exchange);
            return responses.write(
                    exchange,
                    HttpStatus.BAD_REQUEST,
                    new ErrorBody("the path or a header has characters that are not taken here", "invalid_request"));
        });
        return filters;
    }
}
