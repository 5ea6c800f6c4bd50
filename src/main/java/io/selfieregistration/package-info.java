/** Self-hosted biometric enrolment: one package a feature, one sub-package an edge. */
package io.selfieregistration;
