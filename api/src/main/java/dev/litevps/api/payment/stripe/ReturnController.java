package dev.litevps.api.payment.stripe;

import dev.litevps.api.payment.CheckoutPage;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where Stripe sends customers back to. Whether they have paid is not told here, but by Stripe's notice. */
@RestController
@Conditional(WithStripe.class)
class ReturnController {

    static final String DONE = "/checkout/done";
    static final String CANCELLED = "/checkout/cancelled";

    @GetMapping(DONE)
    ResponseEntity<String> done() {
        return CheckoutPage.titled("Thank you")
                .text("Your balance is topped up as soon as the payment is confirmed, which is a matter of seconds for"
                        + " most ways of payment.")
                .note("You can close this page.")
                .answer(HttpStatus.OK);
    }

    @GetMapping(CANCELLED)
    ResponseEntity<String> cancelled() {
        return CheckoutPage.titled("Nothing was paid")
                .text("You left the checkout before paying, so nothing was charged.")
                .note("You can close this page, and add funds again at any time.")
                .answer(HttpStatus.OK);
    }
}
