/**
 * Facial templates: what they consist of, which networks make them, and when two of them
 * are of one person.
 */
@NamedInterface("recognition")
package io.selfieregistration.face.recognition;

import org.springframework.modulith.NamedInterface;
