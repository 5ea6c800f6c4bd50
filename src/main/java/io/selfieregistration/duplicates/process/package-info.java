/** The process that searches for duplicates. */
package io.selfieregistration.duplicates.process;
