/** Self-hosted biometric enrolment: one package per feature, one sub-package per edge. */
package io.selfieregistration;
