package dev.litevps.api.contract;

import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/** {@code /openapi.json}, and {@code /docs}, which shows it: public, and the same for everybody. */
@RestController
class ContractController {

    private final ApiDescription description;
    private final DocsPage page;

    ContractController(ApiDescription description) throws IOException {
        this.description = description;
        this.page = DocsPage.load();
    }

    /** 304 to whoever has it already. */
    @GetMapping("/openapi.json")
    ResponseEntity<byte[]> describe(ServerWebExchange exchange) {
        return description.document().answer(exchange);
    }

    @GetMapping("/docs")
    ResponseEntity<String> show() {
        return page.answer();
    }
}
