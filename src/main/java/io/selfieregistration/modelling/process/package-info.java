/** Checks models before the engine reads them. */
package io.selfieregistration.modelling.process;
