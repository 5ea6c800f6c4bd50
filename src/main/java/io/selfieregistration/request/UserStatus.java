package io.selfieregistration.request;

import java.time.Instant;

/**
 * What is known of a user of a workspace.
 *
 * @param onboarded whether an onboarding was completed
 * @param registeredAt when the latest selfie was registered, or null
 */
public record UserStatus(boolean onboarded, Instant registeredAt) {
}
