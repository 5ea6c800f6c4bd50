/** Photos for the applications they belong to. */
package io.selfieregistration.photo.web;
