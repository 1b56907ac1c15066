package dev.litevps.api.alert;

import dev.litevps.api.web.Dollars;
import dev.litevps.events.Usd;
import dev.litevps.saga.alert.Alert;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What an alert says, to a person.
 *
 * @param subject one line
 * @param text lines that end in {@code \n}
 */
record AlertText(String subject, String text) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final long MINUTES_PER_HOUR = 60;

    private static final String TOP_UP = """
            What to do: top up, with POST /api/billing/add-funds.
            """;

    private static final String FOOTER = """

            --\s
            This is about account %s.
            Where its alerts are sent: /api/billing/notify-emails
            """;

    static AlertText of(Alert alert) {
        AlertText about =
                switch (alert) {
                    case Alert.LowBalance low -> lowBalance(low);
                    case Alert.BalanceExhausted exhausted -> balanceExhausted(exhausted);
                    case Alert.GraceEnding ending -> graceEnding(ending);
                    case Alert.GraceEnded ended -> graceEnded(ended);
                    case Alert.SpendLimitReached reached -> spendLimitReached(reached);
                };
        return new AlertText(about.subject, about.text + FOOTER.formatted(alert.accountId()));
    }

    private static AlertText lowBalance(Alert.LowBalance low) {
        if (!low.burnPerHour().isPositive()) {
            return new AlertText("LiteVPS: your balance is low, " + dollars(low.balance()) + " left", """
                    Your balance is low: %s. No machine is running, so it stays as it is.

                    %s""".formatted(
                            dollars(low.balance()), TOP_UP));
        }
        Duration runway = runway(low.balance(), low.burnPerHour());
        return new AlertText("LiteVPS: your balance is low, " + dollars(low.balance()) + " left", """
                Your balance is low.

                Balance:         %s
                Machines cost:   %s per hour
                It is used up:   %s, in %s

                When it is used up, all of your machines are stopped.

                %sOr stop the machines that you do not need; a stopped one costs nothing.
                """.formatted(
                        dollars(low.balance()),
                        dollars(low.burnPerHour()),
                        TIME.format(low.at().plus(runway)),
                        inWords(runway),
                        TOP_UP));
    }

    private static AlertText balanceExhausted(Alert.BalanceExhausted exhausted) {
        return new AlertText("LiteVPS: your balance is used up, your machines are being stopped", """
                Your balance is used up, and your machines are being stopped.

                Balance:              %s
                Disks are kept until: %s

                After that the machines are destroyed with everything on their disks.

                %sThen start your machines again; nothing on them is lost.
                """.formatted(
                        dollars(exhausted.balance()), TIME.format(exhausted.graceEndsAt()), TOP_UP));
    }

    private static AlertText graceEnding(Alert.GraceEnding ending) {
        return new AlertText(
                "LiteVPS: last warning, your machines will be destroyed on " + TIME.format(ending.endsAt()),
                """
                Nothing is left on your balance, and the time for which we keep your disks is ending.

                Machines are destroyed: %s, in %s

                Everything on their disks will be lost. This is the last warning.

                %s""".formatted(
                        TIME.format(ending.endsAt()), inWords(Duration.between(ending.at(), ending.endsAt())), TOP_UP));
    }

    private static AlertText graceEnded(Alert.GraceEnded ended) {
        String machines = ended.machines() == 1 ? "1 machine" : ended.machines() + " machines";
        return new AlertText(
                "LiteVPS: your machines are being destroyed", """
                Nothing was left on your balance, and the time for which we keep disks is over.

                Being destroyed: %s, with everything on the disks
                Since:           %s

                Your account stays as it is. To create machines again, top up with POST /api/billing/add-funds.
                """.formatted(machines, TIME.format(ended.at())));
    }

    private static AlertText spendLimitReached(Alert.SpendLimitReached reached) {
        return new AlertText(
                "LiteVPS: an access token has reached its spend limit of " + dollars(reached.limit()),
                """
                An access token has spent as much as it may, and the machines that it runs are being stopped.

                Access token: %s
                Spent:        %s
                Limit:        %s

                What to do: nothing, if that is what the limit was for. To go on, start the machines yourself or with another
                token, which then spends what they cost; your balance and your other machines are as they were.
                """.formatted(reached.tokenId(), dollars(reached.spent()), dollars(reached.limit())));
    }

    /** How long the balance lasts, in whole minutes. */
    private static Duration runway(Usd balance, Usd burnPerHour) {
        long minutes = Math.max(0, balance.micros()) / burnPerHour.micros() * MINUTES_PER_HOUR
                + Math.max(0, balance.micros()) % burnPerHour.micros() * MINUTES_PER_HOUR / burnPerHour.micros();
        return Duration.ofMinutes(minutes);
    }

    private static String inWords(Duration duration) {
        return duration.toDays() > 1
                ? duration.toDays() + " days " + duration.toHoursPart() + " h"
                : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }

    private static String dollars(Usd amount) {
        return (amount.micros() < 0 ? "-$" : "$") + Dollars.of(amount).abs().toPlainString();
    }
}
