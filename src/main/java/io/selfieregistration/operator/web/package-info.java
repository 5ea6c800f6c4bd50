/** Security of {@code /engine-rest} and of the engine's web applications. */
package io.selfieregistration.operator.web;
