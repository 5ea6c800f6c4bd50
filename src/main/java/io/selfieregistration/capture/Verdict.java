package io.selfieregistration.capture;

import java.util.List;

import io.selfieregistration.face.Finding;

/**
 * The verdict on a submitted selfie, as the person sees it.
 *
 * @param attemptsLeft how many more selfies may be submitted, 0 or more
 * @param findings most important first
 */
public record Verdict(boolean accepted, int attemptsLeft, List<Finding> findings) {
}
