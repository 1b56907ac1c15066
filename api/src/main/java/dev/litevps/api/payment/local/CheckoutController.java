package dev.litevps.api.payment.local;

import dev.litevps.api.payment.CheckoutPage;
import dev.litevps.api.web.Dollars;
import dev.litevps.events.Usd;
import dev.litevps.events.topup.TopUpId;
import dev.litevps.query.ledger.BalanceQueries;
import dev.litevps.query.topup.TopUpQueries;
import dev.litevps.query.topup.TopUpRow;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /checkout/:id}: the page of the test checkout, for whoever has its address. */
@RestController
@RequestMapping("/checkout/{id}")
@Conditional(WithoutStripe.class)
class CheckoutController {

    private static final Logger LOG = LoggerFactory.getLogger(CheckoutController.class);

    private static final int CENT_DECIMALS = 2;

    private final LocalGateway gateway;
    private final NoticeSender sender;
    private final TopUpQueries topUps;
    private final BalanceQueries balances;

    CheckoutController(LocalGateway gateway, NoticeSender sender, TopUpQueries topUps, BalanceQueries balances) {
        this.gateway = gateway;
        this.sender = sender;
        this.topUps = topUps;
        this.balances = balances;
    }

    @GetMapping
    Mono<ResponseEntity<String>> show(@PathVariable String id, @RequestParam(defaultValue = "") String signature) {
        return find(id, signature)
                .flatMap(topUp -> topUp.isPaid() ? alreadyPaid(topUp) : Mono.just(open(topUp)))
                .switchIfEmpty(Mono.fromSupplier(CheckoutController::unknown));
    }

    @PostMapping
    Mono<ResponseEntity<String>> pay(
            @PathVariable String id, @RequestParam(defaultValue = "") String signature, ServerHttpRequest request) {
        InetSocketAddress server = Objects.requireNonNull(request.getLocalAddress());
        return find(id, signature)
                .flatMap(topUp -> topUp.isPaid() ? alreadyPaid(topUp) : pay(topUp, server))
                .switchIfEmpty(Mono.fromSupplier(CheckoutController::unknown));
    }

    private Mono<ResponseEntity<String>> pay(TopUpRow topUp, InetSocketAddress server) {
        return sender.send(topUp, server)
                .flatMap(status -> status.is2xxSuccessful() ? taken(topUp) : Mono.just(failed(topUp, status)))
                .onErrorResume(failure -> Mono.just(failed(topUp, failure)));
    }

    private Mono<TopUpRow> find(String id, String signature) {
        return Mono.justOrEmpty(parse(id))
                .filter(topUpId -> gateway.isSigned(topUpId, signature))
                .flatMap(topUps::byId);
    }

    private static ResponseEntity<String> open(TopUpRow topUp) {
        return CheckoutPage.titled("Add funds")
                .markedAsTest()
                .text("Top up your LiteVPS balance with")
                .amount(dollars(topUp.amount()))
                .button("Pay " + dollars(topUp.amount()))
                .note("This server has no payment provider. The button credits the balance as a payment would.")
                .note("Top-up " + topUp.id())
                .answer(HttpStatus.OK);
    }

    /** A notice is also taken when crediting it has met trouble and comes later. */
    private Mono<ResponseEntity<String>> taken(TopUpRow topUp) {
        return topUps.byId(topUp.id()).flatMap(now -> now.isPaid() ? paid(now) : Mono.just(pending(now)));
    }

    private static ResponseEntity<String> pending(TopUpRow topUp) {
        return CheckoutPage.titled("Payment received")
                .markedAsTest()
                .text(dollars(topUp.amount()) + " will be added to your balance in a moment.")
                .note("Top-up " + topUp.id())
                .answer(HttpStatus.OK);
    }

    private Mono<ResponseEntity<String>> paid(TopUpRow topUp) {
        return withBalance(
                topUp,
                CheckoutPage.titled("Payment received").text(dollars(topUp.amount()) + " was added to your balance."));
    }

    private Mono<ResponseEntity<String>> alreadyPaid(TopUpRow topUp) {
        return withBalance(
                topUp,
                CheckoutPage.titled("Already paid")
                        .text("This top-up of " + dollars(topUp.amount())
                                + " is already paid. Nothing was charged a second time."));
    }

    /** Without it where it is not shown, as while views are built again. */
    private Mono<ResponseEntity<String>> withBalance(TopUpRow topUp, CheckoutPage page) {
        return balances.byAccount(topUp.accountId())
                .map(balance -> page.text("Your balance is now")
                        .amount("$" + Dollars.of(balance.balance()).toPlainString()))
                .defaultIfEmpty(page)
                .map(whole -> whole.markedAsTest().note("Top-up " + topUp.id()).answer(HttpStatus.OK));
    }

    private static ResponseEntity<String> failed(TopUpRow topUp, Object why) {
        LOG.warn("The notice of the paid top-up {} was not taken: {}", topUp.id(), why);
        return CheckoutPage.titled("The payment did not go through")
                .markedAsTest()
                .text("The server did not acknowledge the payment. You can try again: it counts only once.")
                .button("Try again")
                .note("Top-up " + topUp.id())
                .answer(HttpStatus.BAD_GATEWAY);
    }

    private static ResponseEntity<String> unknown() {
        return CheckoutPage.titled("Not found")
                .text("There is no such checkout, or its address is not complete.")
                .answer(HttpStatus.NOT_FOUND);
    }

    private static String dollars(Usd amount) {
        return "$" + amount.toDollars().setScale(CENT_DECIMALS).toPlainString();
    }

    private static Optional<TopUpId> parse(String id) {
        try {
            return Optional.of(TopUpId.of(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
