/**
 * Lets one JPEG through the gate: structure before pixels, upright, without metadata.
 * Nothing else imports image codecs.
 */
package io.selfieregistration.face.jpeg;
