package dev.litevps.api.security;

import dev.litevps.api.error.ErrorBody;
import dev.litevps.api.error.ErrorResponses;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.server.MatcherSecurityWebFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;

/** What stands before everything that can be asked: the firewall, and one filter that knows who may ask what. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** Of the framework's filters only what is needed: there are no cookies, so no sessions, forms and forged requests. */
    @Bean
    SecurityWebFilterChain securityWebFilterChain(
            SessionTokens sessions, AccessTokenCredentials accessTokens, ErrorResponses responses) {
        return new MatcherSecurityWebFilterChain(
                ServerWebExchangeMatchers.anyExchange(), List.of(new CallerFilter(sessions, accessTokens, responses)));
    }

    @Bean
    ServerWebExchangeFirewall firewall() {
        return new PlainRequestFirewall();
    }

    /** Nobody reads them, and ten timers around the filters of every request cost more than the filters. */
    @Bean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    /** A path or a header that no honest client sends is bad input like any other, and is told so in the same form. */
    @Bean
    ServerExchangeRejectedHandler exchangeRejectedHandler(ErrorResponses responses) {
        return (exchange, _) -> responses.write(
                exchange,
                HttpStatus.BAD_REQUEST,
                new ErrorBody("the path or a header has characters that are not taken here", "invalid_request"));
    }
}
