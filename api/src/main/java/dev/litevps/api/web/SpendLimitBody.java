package dev.litevps.api.web;

import java.math.BigDecimal;

/**
 * The answer 402 to an access token that may not spend any more.
 *
 * @param spent what the machines that it created or started have cost, in US dollars
 * @param limit what they may cost, in US dollars
 */
public record SpendLimitBody(String error, String code, BigDecimal spent, BigDecimal limit) {}
