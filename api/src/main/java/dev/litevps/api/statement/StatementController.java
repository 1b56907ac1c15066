package dev.litevps.api.statement;

import dev.litevps.api.security.Caller;
import dev.litevps.api.support.Accounts;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.events.account.AccountId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** An account's statement for a month of UTC, for its owner and for auditors: as JSON, CSV or PDF. */
@RestController
class StatementController {

    private static final MediaType CSV = new MediaType("text", "csv");

    private final Statements statements;
    private final StatementText texts;
    private final Accounts accounts;
    private final Commands commands;
    private final JsonMapper json;

    StatementController(
            Statements statements, StatementText texts, Accounts accounts, Commands commands, JsonMapper json) {
        this.statements = statements;
        this.texts = texts;
        this.accounts = accounts;
        this.commands = commands;
        this.json = json;
    }

    @GetMapping("/api/billing/statements/{month}")
    Mono<ResponseEntity<Flux<DataBuffer>>> own(
            @PathVariable String month,
            @RequestParam(required = false) @Nullable String format,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        return answer(caller.accountId(), month, format, exchange);
    }

    @GetMapping("/api/audit/accounts/{id}/statements/{month}")
    Mono<ResponseEntity<Flux<DataBuffer>>> of(
            @PathVariable String id,
            @PathVariable String month,
            @RequestParam(required = false) @Nullable String format,
            ServerWebExchange exchange) {
        return accounts.require(id).flatMap(account -> answer(account.id(), month, format, exchange));
    }

    private Mono<ResponseEntity<Flux<DataBuffer>>> answer(
            AccountId accountId, String month, @Nullable String format, ServerWebExchange exchange) {
        StatementForm form = form(format, exchange.getRequest().getHeaders().getAccept());
        return commands.blocking(() -> statements.of(accountId, statements.month(month)))
                .map(statement -> {
                    ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(form.type());
                    if (!form.type().equals(MediaType.APPLICATION_JSON)) {
                        String file = "statement-" + statement.month() + "." + form.extension();
                        answer.header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename(file)
                                        .build()
                                        .toString());
                    }
                    return answer.body(
                            texts.write(statement, form, exchange.getResponse().bufferFactory()));
                });
    }

    private StatementForm form(@Nullable String format, List<MediaType> accepted) {
        return switch (format) {
            case "json" -> new JsonForm(json);
            case "csv" -> new CsvForm();
            case "pdf" -> new PdfForm();
            case null -> preferred(accepted);
            default -> throw ApiException.badRequest("invalid_format", "format must be json, csv or pdf");
        };
    }

    /** The first form that the client names; JSON if it names none. */
    private StatementForm preferred(List<MediaType> accepted) {
        for (MediaType type : accepted) {
            if (type.equalsTypeAndSubtype(CSV)) {
                return new CsvForm();
            }
            if (type.equalsTypeAndSubtype(MediaType.APPLICATION_PDF)) {
                return new PdfForm();
            }
            if (type.includes(MediaType.APPLICATION_JSON)) {
                break;
            }
        }
        return new JsonForm(json);
    }
}
