/** Passes the result of a module to its workflow. */
package io.selfieregistration.result.process;
