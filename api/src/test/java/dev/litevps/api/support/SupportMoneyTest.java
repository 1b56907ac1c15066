package dev.litevps.api.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.events.Minute;
import dev.litevps.events.Provenance;
import dev.litevps.events.account.Role;
import dev.litevps.events.approval.MoneyApprovalEvent.MoneyApproved;
import dev.litevps.events.ledger.LedgerEvent.BalanceAdjusted;
import dev.litevps.events.ledger.LedgerEvent.FundsCredited;
import dev.litevps.events.ledger.LedgerEvent.FundsRefunded;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sam and Tess of support move the money of customers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SupportMoneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long BALANCE = 10_000_000;

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Customer sam = Customer.as(Role.SUPPORT, server);
    private final Customer tess = Customer.as(Role.SUPPORT, server);

    @AfterAll
    void tearDown() {
        server.close();
    }

    /** Somebody new whose money is shown. */
    private Customer customer(String dollars) {
        Customer customer = Customer.with(server, dollars);
        Awaitility.await("the money is shown").atMost(PATIENCE).until(() -> balance(customer) > 0);
        return customer;
    }

    private static Map<String, Object> money(Object amount, String reason) {
        return Map.of("amount", amount, "reason", reason);
    }

    private static String path(Customer customer, String what) {
        return "/api/support/accounts/" + customer.id() + what;
    }

    private static Answer answered(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer;
    }

    private long balance(Customer customer) {
        return answered(200, sam.client().get(path(customer, "")))
                .json()
                .path("balance_micros")
                .asLong();
    }

    private DomainEventMessage<?> lastEvent(Object aggregate) {
        return server.bean(EventStore.class)
                .readEvents(aggregate.toString(), 0)
                .asStream()
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    /** A VPS that was charged for, and the charge of one of its hours. */
    private record Charged(String vpsId, String chargeId, long micros) {}

    private Charged charged(Customer customer) {
        String vps = customer.create("web");
        customer.client().awaitState(vps, "running", PATIENCE);
        // Hours that nobody else charges.
        Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(3));
        customer.chargeThrough(Minute.of(end).plus(-1));
        return Awaitility.await("the charges are shown")
                .atMost(PATIENCE)
                .until(
                        () -> customer.client()
                                .get("/api/billing/history")
                                .json()
                                .valueStream()
                                .filter(row -> row.path("minutes").asInt(0) == 60)
                                .map(row -> new Charged(
                                        vps,
                                        row.path("id").asString(),
                                        -row.path("amount_micros").asLong()))
                                .findFirst()
                                .orElse(null),
                        found -> found != null);
    }

    @Test
    void anAccountIsFoundByItsAddressAndShownWithoutIt() {
        Customer ann = customer("10.00");
        String email = ann.id() + "@example.com";

        Answer found = answered(200, sam.client().get("/api/support/accounts?email=" + email.toUpperCase(Locale.ROOT)));
        assertThat(found.json().size()).isEqualTo(1);
        assertThat(found.json().get(0).path("id").asString()).isEqualTo(ann.id().toString());
        assertThat(found.json().get(0).path("email").asString()).isEqualTo(email.charAt(0) + "***@example.com");
        assertThat(found.json().get(0).path("balance_micros").asLong()).isEqualTo(10_000_000);
        assertThat(answered(200, sam.client().get("/api/support/accounts?email=nobody@example.com"))
                        .json()
                        .size())
                .isZero();
        assertThat(answered(200, sam.client().get(path(ann, ""))).json())
                .isEqualTo(found.json().get(0));
    }

    @Test
    void aCreditIsOnRecordWithItsReasonAndItsPerson() {
        Customer ann = customer("10.00");

        Answer credit = answered(201, sam.client().post(path(ann, "/credits"), money(5, "  an outage  ")));

        assertThat(credit.json().path("balance_micros").asLong()).isEqualTo(15_000_000);
        assertThat(credit.text("reason")).isEqualTo("an outage");
        DomainEventMessage<?> event = lastEvent(ann.ledger());
        FundsCredited credited = (FundsCredited) event.getPayload();
        assertThat(credited.creditId().toString()).isEqualTo(credit.text("id"));
        assertThat(credited.reason()).isEqualTo("an outage");
        assertThat(event.getMetaData())
                .containsEntry(Provenance.ACCOUNT_ID, sam.id().toString())
                .containsEntry(Provenance.ROLE, "SUPPORT");
        assertThat(ann.client()
                        .get("/api/billing/history")
                        .json()
                        .get(0)
                        .path("description")
                        .asString())
                .isEqualTo("Credit: an outage.");
    }

    @Test
    void aRepeatedRequestMovesTheMoneyOnce() throws Exception {
        Customer ann = customer("10.00");
        Client keyed = sam.client().with("Idempotency-Key", UUID.randomUUID().toString());
        String first = answered(201, keyed.post(path(ann, "/credits"), money(5, "an outage")))
                .text();

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Answer>> repeats =
                    Collections.nCopies(20, () -> keyed.post(path(ann, "/credits"), money(5, "an outage")));
            for (Future<Answer> repeat : threads.invokeAll(repeats)) {
                assertThat(answered(201, repeat.get()).text()).isEqualTo(first);
            }
        }
        assertThat(balance(ann)).isEqualTo(15_000_000);
    }

    @Test
    void muchMoneyIsMovedWhenASecondPersonHasApprovedIt() {
        Customer ann = customer("10.00");

        Answer asked = answered(202, sam.client().post(path(ann, "/credits"), money(20.01, "an outage")));
        String approval = "/api/support/approvals/" + asked.text("id");
        assertThat(asked.header("Location")).isEqualTo(approval);
        assertThat(asked.text("state")).isEqualTo("pending");
        assertThat(balance(ann)).isEqualTo(10_000_000);
        assertThat(pending()).contains(asked.text("id"));

        assertThat(answered(403, sam.client().post(approval + "/approve")).text("code"))
                .isEqualTo("same_person");
        assertThat(balance(ann)).isEqualTo(10_000_000);

        Answer approved = answered(200, tess.client().post(approval + "/approve"));
        assertThat(approved.text("state")).isEqualTo("approved");
        assertThat(approved.text("decided_by")).isEqualTo(tess.id().toString());
        assertThat(balance(ann)).isEqualTo(30_010_000);
        answered(200, tess.client().post(approval + "/approve"));
        assertThat(balance(ann)).isEqualTo(30_010_000);
        assertThat(answered(409, tess.client().post(approval + "/reject", Map.of("reason", "no")))
                        .text("code"))
                .isEqualTo("wrong_state");
        assertThat(pending()).doesNotContain(asked.text("id"));

        DomainEventMessage<?> decision = lastEvent(asked.text("id"));
        assertThat(decision.getPayload()).isInstanceOf(MoneyApproved.class);
        assertThat(lastEvent(ann.ledger()).getMetaData().get(Provenance.REQUEST_ID))
                .as("the money was moved by the same request")
                .isEqualTo(decision.getMetaData().get(Provenance.REQUEST_ID));
    }

    private List<String> pending() {
        return answered(200, sam.client().get("/api/support/approvals?state=pending"))
                .json()
                .valueStream()
                .map(row -> row.path("id").asString())
                .toList();
    }

    @Test
    void ofManyApprovalsAtOnceOneMovesTheMoney() throws Exception {
        Customer ann = customer("10.00");
        String approval = "/api/support/approvals/"
                + answered(202, sam.client().post(path(ann, "/credits"), money(30, "an outage")))
                        .text("id");
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Answer>> approvals =
                    Collections.nCopies(20, () -> tess.client().post(approval + "/approve"));
            for (Future<Answer> each : threads.invokeAll(approvals)) {
                answered(200, each.get());
            }
        }
        assertThat(balance(ann)).isEqualTo(40_000_000);
    }

    @Test
    void whatIsRejectedIsNotMovedAndSaysWhy() {
        Customer ann = customer("10.00");
        Answer asked = answered(202, sam.client().post(path(ann, "/corrections"), money(-25, "credited twice")));
        String approval = "/api/support/approvals/" + asked.text("id");

        assertThat(answered(400, tess.client().post(approval + "/reject", Map.of()))
                        .text("code"))
                .isEqualTo("missing_reason");
        Answer rejected = answered(200, tess.client().post(approval + "/reject", Map.of("reason", "it was not")));
        assertThat(rejected.text("state")).isEqualTo("rejected");
        assertThat(rejected.text("decision_reason")).isEqualTo("it was not");
        assertThat(answered(409, tess.client().post(approval + "/approve")).text("code"))
                .isEqualTo("wrong_state");
        assertThat(balance(ann)).isEqualTo(10_000_000);
    }

    @Test
    void nobodyMovesTheMoneyOfTheirOwnAccount() {
        assertThat(answered(403, sam.client().post(path(sam, "/credits"), money(1, "for me")))
                        .text("code"))
                .isEqualTo("own_account");
        String approval = "/api/support/approvals/"
                + answered(202, sam.client().post(path(tess, "/credits"), money(100, "for a friend")))
                        .text("id");
        assertThat(answered(403, tess.client().post(approval + "/approve")).text("code"))
                .isEqualTo("own_account");
        assertThat(balance(tess)).isZero();
    }

    @Test
    void aRefundGivesBackWhatWasPaidAndNoMore() {
        Customer ann = customer("10.00");
        assertThat(answered(409, sam.client().post(path(ann, "/refunds"), money(0.000001, "goodwill")))
                        .text("code"))
                .isEqualTo("refund_exceeds_charges");
        Charged charged = charged(ann);
        Map<String, Object> refund = new HashMap<>(money(0.001, "it was slow"));
        refund.put("vps_id", charged.vpsId());

        Answer refunded = answered(201, sam.client().post(path(ann, "/refunds"), refund));

        assertThat(refunded.text("vps_id")).isEqualTo(charged.vpsId());
        FundsRefunded event = (FundsRefunded) lastEvent(ann.ledger()).getPayload();
        assertThat(event.actor()).isEqualTo(sam.id());
        assertThat(String.valueOf(event.vpsId())).isEqualTo(charged.vpsId());
        refund.put("amount", 20);
        assertThat(answered(409, sam.client().post(path(ann, "/refunds"), refund))
                        .text("code"))
                .isEqualTo("refund_exceeds_charges");
        refund.put("amount", 21);
        assertThat(answered(409, sam.client().post(path(ann, "/refunds"), refund))
                        .text("code"))
                .as("nobody is asked to approve what is not possible")
                .isEqualTo("refund_exceeds_charges");
        refund.put("vps_id", UUID.randomUUID());
        assertThat(answered(400, sam.client().post(path(ann, "/refunds"), refund))
                        .text("code"))
                .isEqualTo("unknown_vps");
    }

    @Test
    void aCorrectionOfAChargeNamesIt() {
        Customer ann = customer("10.00");
        Charged charged = charged(ann);
        Map<String, Object> correction = new HashMap<>(money(charged.micros() / 1e6, "it was free"));
        correction.put("charge_id", charged.chargeId());

        Answer corrected = answered(201, sam.client().post(path(ann, "/corrections"), correction));

        assertThat(corrected.text("charge_id")).isEqualTo(charged.chargeId());
        BalanceAdjusted event = (BalanceAdjusted) lastEvent(ann.ledger()).getPayload();
        assertThat(event.chargeId()).isEqualTo(charged.chargeId());
        assertThat(event.amount().micros()).isEqualTo(charged.micros());
        correction.put("amount", 0.000001);
        assertThat(answered(409, sam.client().post(path(ann, "/corrections"), correction))
                        .text("code"))
                .isEqualTo("refund_exceeds_charges");
        correction.put("charge_id", "h1." + charged.vpsId());
        assertThat(answered(400, sam.client().post(path(ann, "/corrections"), correction))
                        .text("code"))
                .isEqualTo("unknown_charge");
    }

    private Map<String, Object> of(Charged charged, String name, double amount) {
        Map<String, Object> request = new HashMap<>(money(amount, "it was slow"));
        request.put(name, name.equals("vps_id") ? charged.vpsId() : charged.chargeId());
        return request;
    }

    @Test
    void noCentIsGivenBackUnderTwoNames() {
        Customer ann = customer("10.00");
        Charged charged = charged(ann);
        double hour = charged.micros() / 1e6;

        answered(201, sam.client().post(path(ann, "/refunds"), of(charged, "charge_id", hour)));
        assertThat(answered(409, sam.client().post(path(ann, "/refunds"), of(charged, "charge_id", 0.000001)))
                        .text("error"))
                .contains("the hour cost no more than");
        long others = BALANCE - balance(ann);
        answered(201, sam.client().post(path(ann, "/refunds"), of(charged, "vps_id", others / 1e6)));
        assertThat(balance(ann)).isEqualTo(BALANCE);
        assertThat(answered(409, sam.client().post(path(ann, "/refunds"), of(charged, "vps_id", 0.000001)))
                        .text("code"))
                .isEqualTo("refund_exceeds_charges");
    }

    @Test
    void ofTwoRequestsThatGiveBackTheSameOnlyOneIsApproved() {
        Customer ann = customer("10.00");
        Charged charged = charged(ann);
        approve(answered(202, sam.client().post(path(ann, "/corrections"), of(charged, "charge_id", -25))), 200);
        Answer first = answered(202, sam.client().post(path(ann, "/refunds"), of(charged, "charge_id", 25)));
        Answer second = answered(202, sam.client().post(path(ann, "/refunds"), of(charged, "vps_id", 25)));

        approve(first, 200);

        assertThat(approve(second, 409).text("code")).isEqualTo("refund_exceeds_charges");
    }

    @Test
    void muchMoneyInSmallPiecesTakesASecondPersonToo() {
        Customer ann = customer("10.00");
        Customer clerk = Customer.as(Role.SUPPORT, server);
        for (int number = 0; number < 4; number++) {
            answered(201, clerk.client().post(path(ann, "/credits"), money(5, "piece " + number)));
        }

        answered(202, clerk.client().post(path(ann, "/credits"), money(5, "the fifth piece")));

        assertThat(balance(ann)).isEqualTo(30_000_000);
        Customer bob = customer("1.00");
        answered(201, clerk.client().post(path(bob, "/credits"), money(20, "another customer")));
    }

    @Test
    void whatWaitsForASecondPersonIsNeverSaidToBeMovedHoweverFarTheViewsAre() {
        Customer ann = customer("10.00");
        Client keyed = sam.client().with("Idempotency-Key", UUID.randomUUID().toString());
        EventProcessor view = server.bean(EventProcessingConfiguration.class)
                .eventProcessor("query.approval")
                .orElseThrow();
        view.shutDown();
        try {
            Answer asked = answered(202, keyed.post(path(ann, "/credits"), money(50, "an outage")));

            assertThat(asked.text("state")).isEqualTo("pending");
            assertThat(asked.text("requested_by")).isEqualTo(sam.id().toString());
            assertThat(asked.json().path("amount_micros").asLong()).isEqualTo(50_000_000);
            assertThat(answered(202, keyed.post(path(ann, "/credits"), money(50, "an outage")))
                            .json())
                    .as("repeated")
                    .isEqualTo(asked.json());
            Answer rejected = answered(
                    200,
                    tess.client()
                            .post(
                                    "/api/support/approvals/" + asked.text("id") + "/reject",
                                    Map.of("reason", "too much")));
            assertThat(rejected.text("state")).isEqualTo("rejected");
            assertThat(rejected.text("decision_reason")).isEqualTo("too much");
        } finally {
            view.start();
        }
        assertThat(balance(ann)).isEqualTo(10_000_000);
    }

    private Answer approve(Answer asked, int status) {
        return answered(status, tess.client().post("/api/support/approvals/" + asked.text("id") + "/approve"));
    }

    @ParameterizedTest
    @CsvSource({
        "credits, '{}', missing_amount",
        "credits, '{\"amount\":\"1\",\"reason\":\"x\"}', invalid_request",
        "credits, '{\"amount\":1}', missing_reason",
        "credits, '{\"amount\":1,\"reason\":\" \"}', missing_reason",
        "credits, '{\"amount\":1,\"reason\":\"a\\nb\"}', invalid_reason",
        "credits, '{\"amount\":0.0000001,\"reason\":\"x\"}', invalid_amount",
        "credits, '{\"amount\":1e40,\"reason\":\"x\"}', invalid_amount",
        "credits, '{\"amount\":0,\"reason\":\"x\"}', invalid_value",
        "credits, '{\"amount\":-1,\"reason\":\"x\"}', invalid_value",
        "credits, '{\"amount\":10001,\"reason\":\"x\"}', invalid_value",
        "credits, '{\"amount\":1,\"reason\":\"x\",\"vps_id\":\"x\"}', invalid_request",
        "refunds, '{\"amount\":-1,\"reason\":\"x\"}', invalid_value",
        "refunds, '{\"amount\":1,\"reason\":\"x\",\"vps_id\":\"x\"}', unknown_vps",
        "refunds, '{\"amount\":1,\"reason\":\"x\",\"charge_id\":\"x\"}', unknown_charge",
        "refunds, '{\"amount\":1,\"reason\":\"x\",\"charge_id\":\"x\",\"vps_id\":\"x\"}', invalid_request",
        "corrections, '{\"amount\":0,\"reason\":\"x\"}', invalid_value",
        "corrections, '{\"amount\":-10001,\"reason\":\"x\"}', invalid_value",
        "corrections, '{\"amount\":1,\"reason\":\"x\",\"vps_id\":\"x\"}', invalid_request",
    })
    void whatMakesNoSenseIsRefusedAndMovesNothing(String what, String body, String code) {
        Customer ann = customer("1.00");

        Answer answer = answered(400, sam.client().send("POST", path(ann, "/" + what), body));

        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(balance(ann)).isEqualTo(1_000_000);
    }

    @Test
    void aReasonHasFiveHundredCharactersAtMost() {
        Customer ann = customer("1.00");

        answered(201, sam.client().post(path(ann, "/credits"), money(1, "x".repeat(500))));
        assertThat(answered(400, sam.client().post(path(ann, "/credits"), money(1, "x".repeat(501))))
                        .text("code"))
                .isEqualTo("invalid_reason");
    }

    @ParameterizedTest
    @ValueSource(strings = {"credits", "refunds", "corrections"})
    void anAccountThatIsNotThereIsNotFound(String what) {
        answered(404, sam.client().post("/api/support/accounts/" + UUID.randomUUID() + "/" + what, money(1, "x")));
        answered(404, sam.client().post("/api/support/accounts/nobody/" + what, money(1, "x")));
    }

    @Test
    void requestsAreListedInPages() {
        Customer ann = customer("1.00");
        for (int number = 0; number < 3; number++) {
            answered(202, sam.client().post(path(ann, "/credits"), money(50, "page " + number)));
        }
        Answer first = answered(200, tess.client().get("/api/support/approvals?state=pending&limit=2"));
        assertThat(first.json().size()).isEqualTo(2);
        assertThat(first.json().get(0).path("reason").asString()).isEqualTo("page 2");
        Answer second = answered(
                200,
                tess.client()
                        .get("/api/support/approvals?state=pending&limit=2&cursor=" + first.header("X-Next-Cursor")));
        assertThat(second.json().get(0).path("reason").asString()).isEqualTo("page 0");
        assertThat(answered(400, tess.client().get("/api/support/approvals?state=maybe"))
                        .text("code"))
                .isEqualTo("invalid_state");
        answered(404, tess.client().get("/api/support/approvals/" + UUID.randomUUID()));
    }
}
