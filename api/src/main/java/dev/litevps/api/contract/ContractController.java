package dev.litevps.api.contract;

import java.io.IOException;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/** {@code /openapi.json}, and {@code /docs}, which shows it: public, and the same for everybody. */
@RestController
class ContractController {

    private static final Duration FRESH = Duration.ofMinutes(1);

    private final ApiDescription description;
    private final DocsPage page;

    ContractController(ApiDescription description) throws IOException {
        this.description = description;
        this.page = DocsPage.load();
    }

    /** 304 to whoever has it already. */
    @GetMapping("/openapi.json")
    ResponseEntity<byte[]> describe(ServerWebExchange exchange) {
        byte[] body = description.json();
        String tag = "\"" + DigestUtils.md5DigestAsHex(body) + "\"";
        boolean known = exchange.getRequest().getHeaders().getIfNoneMatch().contains(tag);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(known ? 304 : 200)
                .eTag(tag)
                .cacheControl(CacheControl.maxAge(FRESH).cachePublic());
        return known
                ? answer.build()
                : answer.contentType(MediaType.APPLICATION_JSON).body(body);
    }

    @GetMapping("/docs")
    ResponseEntity<String> show() {
        return page.answer();
    }
}
